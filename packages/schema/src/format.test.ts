import { expect, test } from 'vitest'
import { formatMetric } from './format.ts'

test.each([
  ['lcp', 2500, '2.5 s'],
  ['lcp', 2503, '2.503 s'],
  ['lcp', 2500.3, '2.5003 s'],
  ['lcp', 2512, '2.51 s'],
  ['lcp', 2497, '2.5 s'],
  ['lcp', 4004, '4.004 s'],
  ['inp', 200.4, '200.4 ms'],
  ['inp', 180.4, '180 ms'],
  ['ttfb', 3.14, '3.1 ms'],
  ['ttfb', 801.4, '801 ms'],
  ['cls', 0.1003, '0.1003'],
  ['cls', 0.0503, '0.05'],
  // a double that divides to the threshold itself
  ['lcp', 2500 + 2 ** -41, '2.5 s'],
] as const)('writes %s of %s so that it does not look like a threshold that it exceeds: %s', (metric, value, text) => {
  expect(formatMetric(metric, value)).toBe(text)
})
