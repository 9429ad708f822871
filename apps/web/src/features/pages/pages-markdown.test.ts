import type { PageItem } from '@collector/schema'
import { expect, test } from 'vitest'
import { pagesMarkdown } from './pages-markdown.ts'

const none = { p75: null, count: 0, poor: 0, rating: null }

test('pages as a Markdown table, whatever their paths contain', () => {
  const item: PageItem = {
    path: '/a|b`c',
    paths: 1,
    pageViews: 200,
    pageViewsWithErrors: 5,
    vitals: {
      lcp: { p75: 4200, count: 200, poor: 60, rating: 'poor' },
      inp: none,
      cls: { p75: 0.05, count: 200, poor: 0, rating: 'good' },
      fcp: none,
      ttfb: none,
    },
    worst: { metric: 'lcp', target: null },
    series: [],
  }
  const text = pagesMarkdown({
    items: [item, { ...item, path: null, worst: null }],
    nextCursor: null,
    others: { pageViews: 0, pageViewsWithErrors: 0 },
    isEstimate: false,
  })
  expect(text.replaceAll('\u00a0', ' ').split('\n')).toEqual([
    '| Page | Page views | With errors | LCP p75 | INP p75 | CLS p75 | FCP p75 | TTFB p75 | Worst |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    "| `/a\\|b'c` | 200 | 2.5 % | 4.2 s (poor) | – | 0.05 (good) | – | – | 60 poor by LCP |",
    '| unknown | 200 | 2.5 % | 4.2 s (poor) | – | 0.05 (good) | – | – | – |',
    '',
  ])
})
