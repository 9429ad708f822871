import type { Reason } from '@collector/schema'
import { render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { metricReasons } from './metric-reasons.ts'

afterEach(() => document.body.replaceChildren())

test('poor page views lead to their submissions, and none lead nowhere', () => {
  const reason = (target: string, poor: number): Reason => ({
    ...{ target, url: null, urls: 0, eventType: null, pageViews: 3, poor, p75: 1200, preloaded: null },
    ...{ paths: [], phases: {}, scripts: [] },
  })
  const items = [reason('img.slow', 2), reason('img.fast', 0)]
  const answer = { metric: 'lcp', unit: 'ms', total: { count: 6, poor: 2 }, items, isEstimate: false } as const
  render(metricReasons({ ...answer, items }, { query: new URLSearchParams(), pageRange: '7d' }), document.body)
  const headers = [...document.querySelectorAll('li header')]
  expect(headers.map((header) => header.textContent?.replaceAll(/\s+/g, ' '))).toEqual([
    expect.stringContaining('2 poor of 3 page views'),
    expect.stringContaining('0 poor of 3 page views'),
  ])
  expect(headers.map((header) => header.querySelectorAll('a').length)).toEqual([1, 0])
})
