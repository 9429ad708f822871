import type { Reason } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { metricReasons } from './metric-reasons.ts'

const reason = (changed: Partial<Reason>): Reason => ({
  ...{ target: 'img.slow', url: null, urls: 0, eventType: null, pageViews: 3, poor: 2, p75: 1200, preloaded: null },
  ...{ paths: [], phases: {}, scripts: [] },
  ...changed,
})

function shown(items: Reason[]): HTMLElement {
  const place = document.createElement('div')
  const answer = { metric: 'lcp', unit: 'ms', total: { count: 6, poor: 2 }, items, isEstimate: false } as const
  render(metricReasons({ ...answer, items }, { query: new URLSearchParams(), pageRange: '7d' }), place)
  return place
}

const text = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ').trim()

test('poor page views lead to their submissions, and none lead nowhere', () => {
  const place = shown([reason({ target: 'img.slow', poor: 2 }), reason({ target: 'img.fast', poor: 0 })])
  const headers = [...place.querySelectorAll('li header')]
  expect(headers.map(text)).toEqual([
    expect.stringContaining('2 poor of 3 measured'),
    expect.stringContaining('0 poor of 3 measured'),
  ])
  expect(headers.map((header) => header.querySelectorAll('a').length)).toEqual([1, 0])
})

test('speaks of phases only where there are some', () => {
  const phases = { timeToFirstByte: { p75: 500 }, resourceLoadDelay: { p75: 2500 } } as unknown as Reason['phases']
  expect(text(shown([reason({ phases })]))).toContain('p75 of each phase')
  expect(text(shown([reason({})]))).not.toContain('each phase')
})

test('says the page views of each page only where there are several', () => {
  const [one, other] = [
    { value: '/products/*', pageViews: 8 },
    { value: '/', pageViews: 1 },
  ]
  const place = shown([reason({ paths: [one, other] }), reason({ paths: [one] })])
  expect([...place.querySelectorAll('.paths')].map(text)).toEqual([
    'On /products/* (8 page views) / (1 page view)',
    'On /products/*',
  ])
})
