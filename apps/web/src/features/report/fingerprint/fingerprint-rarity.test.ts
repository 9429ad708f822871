import { expect, test } from 'vitest'
import { oneIn } from './fingerprint-rarity.ts'

test.each([
  [1, 312, '1 in 312'],
  [1, 1_234_567, '1 in 1,234,567'],
  [2, 3, '1 in 1.5'],
  [5, 5, '1 in 1'],
])('%i of %i', (count, total, text) => {
  expect(oneIn({ count, total })).toBe(text)
})
