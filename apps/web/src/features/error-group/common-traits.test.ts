import type { ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { dimensions } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { commonTraits } from './common-traits.ts'

const top = (...values: [string, number][]) =>
  values.map(([value, current]) => ({ value, pageViews: { current, previous: 0 } }))

const overview = {
  counts: { pageViews: { current: 100, previous: 0 } },
  browsers: top(['Chrome', 60], ['Safari', 20]),
  os: top(['Windows', 90]),
  devices: top(['desktop', 100]),
  languages: [],
  hosts: [],
  paths: top(['/cart', 5]),
} as unknown as OverviewAnswer

const hit = (pageViews: number, breakdowns: Record<string, [string | null, number][]>) =>
  ({
    pageViews,
    breakdowns: Object.fromEntries(
      dimensions.map((by) => [
        by,
        (breakdowns[by] ?? []).map(([value, pageViews]) => ({ value, count: pageViews, pageViews })),
      ]),
    ),
  }) as unknown as ErrorGroupAnswer

const telling = (group: ErrorGroupAnswer) =>
  Object.values(commonTraits(group, overview)).flatMap((traits) =>
    traits.filter(({ isTelling }) => isTelling).map(({ value }) => value),
  )

test('a value stands out if it is far more frequent than among all page views', () => {
  const group = hit(10, {
    browser: [
      ['Safari', 9],
      ['Chrome', 1],
    ],
    os: [['Windows', 10]],
    device: [['desktop', 10]],
    path: [['/cart', 10]],
  })
  expect(telling(group)).toEqual(['Safari', '/cart'])
  expect(commonTraits(group, overview).browser[0]).toMatchObject({ share: 0.9, shareOfAll: 0.2 })
})

test('a value does not stand out with few page views, or if its share of all is unknown', () => {
  expect(telling(hit(2, { browser: [['Safari', 2]] }))).toEqual([])
  expect(telling(hit(10, { browser: [['Lynx', 10]], host: [[null, 10]] }))).toEqual([])
})
