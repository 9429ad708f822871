import { expect, test } from 'vitest'
import type { OverviewAnswer } from './api/overview.ts'
import type { PageItem } from './api/pages.ts'
import { findings, leavesOutPages } from './findings.ts'

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
  slowestDevices: [],
  slowestBrowsers: [],
} as unknown as OverviewAnswer

const texts = (change: (answer: OverviewAnswer) => void, pages: PageItem[] = []) => {
  const answer = JSON.parse(JSON.stringify(nothingWrong)) as OverviewAnswer
  change(answer)
  return findings(answer, pages).map(({ tone, text }) => `${tone}: ${text}`)
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
    'poor: 2 resolved errors regressed',
    'poor: 1 error never seen before',
    'poor: LCP is poor: 4.1 s or more for a quarter of page views',
    'fair: Page views with errors rose from 2 % to 12 %',
  ])
})

test('leads from new errors to these, and does not call all errors of the first period new', () => {
  const found = (previous: number) =>
    findings({
      ...nothingWrong,
      counts: { ...nothingWrong.counts, pageViews: { current: 100, previous } },
      errorGroups: { ...nothingWrong.errorGroups, new: 2 },
    })
  expect(found(100)).toEqual([
    { tone: 'poor', text: '2 errors never seen before', about: { kind: 'errors', status: 'new' } },
  ])
  expect(found(0)).toEqual([])
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

const slow = (value: string, current: number, p75: number, poor: number) => ({
  value,
  count: { current, previous: 0 },
  p75: { current: p75, previous: null },
  poor,
})

test('names devices and browsers that are slower than all, if they have enough samples', () => {
  const lists = {
    slowestDevices: [slow('mobile', 80, 4100, 30), slow('desktop', 900, 1500, 10), slow('tv', 3, 9000, 3)],
    slowestBrowsers: [slow('Safari', 80, 2600, 9)],
  }
  expect(texts((answer) => Object.assign(answer, lists))).toEqual([
    'fair: LCP is poor on mobile: 4.1 s, against 2 s overall',
    'fair: LCP needs improvement in Safari: 2.6 s, against 2 s overall',
  ])
})

const vital = (count: number, poor: number, rating: 'good' | 'poor') => ({ p75: 1, count, poor, rating })
const page = (path: string | null, vitals: Partial<PageItem['vitals']>) => {
  const good = vital(300, 0, 'good')
  return { path, vitals: { lcp: good, inp: good, cls: good, fcp: good, ttfb: good, ...vitals } } as PageItem
}

test('names pages of which a vital is poor by the one that is poor in most page views, if it has enough samples', () => {
  const rare = page('/rare', { lcp: vital(12, 12, 'poor') })
  const pages = [
    page('/products/*', { lcp: vital(1179, 156, 'good') }),
    page('/checkout', { lcp: vital(291, 70, 'poor'), inp: vital(287, 77, 'poor'), cls: vital(291, 80, 'good') }),
    page('/', { cls: vital(700, 61, 'poor') }),
    page(null, { lcp: vital(100, 50, 'poor') }),
  ]
  expect(texts(() => undefined, [...pages, rare])).toEqual([
    'poor: INP is poor on /checkout: in 77 of 287 measured page views',
    'poor: CLS is poor on /: in 61 of 700 measured page views',
  ])
  expect([leavesOutPages(pages), leavesOutPages([rare])]).toEqual([false, true])
})

test('tells of a vital that needs improvement', () => {
  const change = { p75: { current: 3000, previous: 2900 }, rating: 'needs-improvement' }
  expect(texts(({ vitals }) => Object.assign(vitals[0] ?? {}, change))).toEqual([
    'fair: LCP needs improvement: 3 s or more for a quarter of page views',
  ])
})
