import { expect, test } from 'vitest'
import { otherDetails } from './other-details.ts'

test('fields without a place of their own are labelled by their name', () => {
  expect(
    otherDetails({
      userAgent: 'x',
      storagePersisted: false,
      inkWidth: 3,
      screenHDR: 'no',
      parts: { a: [1] },
      lost: null,
    }),
  ).toEqual([
    { label: 'Storage persisted', value: 'no' },
    { label: 'Ink width', value: '3' },
    { label: 'ScreenHDR', value: 'no' },
    { label: 'Parts', value: '{"a":[1]}' },
    { label: 'Lost', value: undefined },
  ])
})

test('a limited number of fields is shown, with their names cut', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`${n}${'x'.repeat(1000)}`, n]))
  expect(otherDetails(many).length).toBeLessThan(50)
  for (const { label } of otherDetails(many)) expect(label.length).toBeLessThan(100)
})
