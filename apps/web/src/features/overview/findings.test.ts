import type { OverviewAnswer } from '@collector/schema'
import { expect, test } from 'vitest'
import { findings } from './findings.ts'

const nothingWrong = {
  counts: {
    pageViews: { current: 100, previous: 100 },
    pageViewsWithErrors: { current: 2, previous: 2 },
    errors: { current: 2, previous: 2 },
  },
  vitals: [
    {
      metric: 'lcp',
      unit: 'ms',
      count: { current: 100, previous: 100 },
      p75: { current: 2000, previous: 1900 },
      rating: 'good',
    },
  ],
  errorGroups: { open: 1, new: 0, regressed: 0, top: [] },
} as unknown as OverviewAnswer

const texts = (change: (answer: OverviewAnswer) => void) => {
  const answer = structuredClone(nothingWrong)
  change(answer)
  return findings(answer).map(({ tone, text }) => `${tone}: ${text.replaceAll('\u00a0', ' ')}`)
}

test('finds nothing if nothing is wrong', () => {
  expect(texts(() => undefined)).toEqual([])
})

test('sorts poor findings before fair ones', () => {
  expect(
    texts(({ counts, vitals, errorGroups }) => {
      counts.pageViewsWithErrors.current = 12
      errorGroups.new = 1
      errorGroups.regressed = 2
      Object.assign(vitals[0] ?? {}, { p75: { current: 4100, previous: 2000 }, rating: 'poor' })
    }),
  ).toEqual([
    'poor: 2 resolved errors came back',
    'poor: 1 error never seen before',
    'poor: LCP is poor: 4.1 s or more for a quarter of page views',
    'fair: Page views with errors rose from 2 % to 12 %',
  ])
})

test('finds a vital that is good but much slower, except with few samples', () => {
  const slower = (count: number) =>
    texts(({ vitals }) =>
      Object.assign(vitals[0] ?? {}, {
        p75: { current: 2000, previous: 1000 },
        count: { current: count, previous: 100 },
      }),
    )
  expect(slower(100)).toEqual(['fair: LCP went from 1 s to 2 s'])
  expect(slower(29)).toEqual([])
})

test('finds missing page views after a period with some', () => {
  expect(texts(({ counts }) => Object.assign(counts.pageViews, { current: 0 }))[0]).toMatch(
    /^poor: No page views, although/,
  )
})
