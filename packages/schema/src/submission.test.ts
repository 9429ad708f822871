import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { metrics } from './metrics/index.ts'
import { rate } from './metrics/metric.ts'
import { isoTimestamp, submissionBody } from './submission.ts'

test.each([
  {},
  { browser: {}, errors: [] },
  { submissionId: '0b6C2f3e-8d1a-4c55-9a3e-5f0d8f6a7B11' },
  { browser: { userAgent: 12, unknown: { deep: [1] } }, more: null },
  { errors: ['not an object', null] },
  { app: { release: 14, more: [] }, user: { id: null }, tags: { plan: { deep: 1 } } },
])('accepts %j', (body) => {
  expect(Value.Check(submissionBody, body)).toBe(true)
})

test.each([
  null,
  [],
  'text',
  { browser: null },
  { browser: [] },
  { performance: 'fast' },
  { errors: {} },
  { page: null },
  { app: '1.4.2' },
  { user: [] },
  { tags: null },
  { submissionId: 'not-a-uuid' },
  { submissionId: null },
  { timestamp: 1700000000 },
  { timestamp: 'yesterday' },
])('refuses %j', (body) => {
  expect(Value.Check(submissionBody, body)).toBe(false)
})

test.each(['2026-11-23T08:36:33.123Z', '2026-11-23T08:36:33+01:00', '2026-11-23T08:36:33.123456', '2026-11-23'])(
  '%s is a timestamp',
  (text) => {
    expect(Value.Check(isoTimestamp, text)).toBe(true)
  },
)

test('a threshold belongs to the better rating', () => {
  expect(rate(metrics.lcp, 2500)).toBe('good')
  expect(rate(metrics.lcp, 2500.1)).toBe('needs-improvement')
  expect(rate(metrics.lcp, 4000)).toBe('needs-improvement')
  expect(rate(metrics.lcp, 4000.1)).toBe('poor')
})
