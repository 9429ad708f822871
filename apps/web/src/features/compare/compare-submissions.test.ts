import { expect, test } from 'vitest'
import { compareSubmissions } from './compare-submissions.ts'

const chrome = {
  page: { url: 'https://shop.example/cart' },
  browser: {
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    timezone: 'Europe/Berlin',
    connection: { rtt: 50 },
  },
  performance: {
    vitals: { lcp: { value: 1200 }, cls: { value: 0.02 } },
    resources: [
      { name: 'https://shop.example/app.js', duration: 20, status: 200 },
      { name: 'https://cdn.example/pay.js', duration: 90, status: 200 },
    ],
  },
  fingerprints: { hash: 'f1', components: { canvas: { value: 'c1', durationMs: 3 } } },
  errors: [],
}
const other = {
  ...chrome,
  browser: { ...chrome.browser, connection: { rtt: 300 }, timezone: 'Europe/Berlin' },
  performance: {
    vitals: { lcp: { value: 1900 }, cls: { value: 0.4 } },
    resources: [{ name: 'https://shop.example/app.js', duration: 900, status: 200 }],
  },
  fingerprints: { hash: 'f1', components: { canvas: { value: 'c1', durationMs: 77 } } },
  errors: [{ name: 'TypeError', message: 'x is undefined', count: 3 }],
}

const differences = (a: object, b: object) =>
  compareSubmissions(a as Record<string, unknown>, b as Record<string, unknown>).flatMap(({ rows }) =>
    rows.filter(({ isEqual }) => !isEqual).map(({ label, a, b }) => [label, a, b]),
  )

test('ignores times, order and durations of components', () => {
  expect(differences(chrome, other)).toEqual([
    ['TypeError: x is undefined', undefined, 'occurred 3 times'],
    ['Cumulative Layout Shift (CLS)', '0.02, Good', '0.4, Poor'],
    ['connection › rtt', 50, 300],
    ['https://cdn.example/pay.js', 'status 200, 90\u00a0ms', undefined],
  ])
})

test('finds no difference between equal values in another order', () => {
  expect(differences(chrome, structuredClone(chrome))).toEqual([])
  expect(differences({ browser: { a: 1, b: [{ c: 2 }] } }, { browser: { b: [{ c: 2 }], a: 1 } })).toEqual([])
})

test('compares text of the predecessor, empty sections and unknown members', () => {
  expect(differences({ browser: "{'a': 1}" }, {})).toContainEqual(['Browser', "{'a': 1}", undefined])
  expect(differences({ customer: { tier: 1 } }, { customer: { tier: 2 } })).toEqual([['customer › tier', 1, 2]])
  expect(differences({}, {})).toEqual([])
})

test('shows the versions of hashes that cannot be compared', () => {
  const fingerprint = (hash: string, hashVersion?: number) => ({ fingerprints: { hash, hashVersion } })
  expect(differences(fingerprint('f1'), fingerprint('f2', 2))).toEqual([
    ['Device fingerprint', 'f1 (version 1)', 'f2 (version 2)'],
  ])
})
