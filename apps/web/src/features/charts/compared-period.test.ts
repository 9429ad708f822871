import { expect, test } from 'vitest'
import { comparedPeriod } from './compared-period.ts'

test.each([
  ['before', '2026-11-19T12:00:00Z', '2026-11-20T12:34:56Z', '2026-11-18T11:00:00.000Z', '2026-11-19T12:00:00Z'],
  ['before', '2026-11-13T00:00:00Z', '2026-11-20T12:34:56Z', '2026-11-05T00:00:00.000Z', '2026-11-13T00:00:00Z'],
  ['before', '2026-11-20T11:34:56Z', '2026-11-20T12:34:56Z', '2026-11-20T10:34:56.000Z', '2026-11-20T11:34:56Z'],
  ['weekdays', '2026-11-19T12:00:00Z', '2026-11-20T12:34:56Z', '2026-11-12T12:00:00.000Z', '2026-11-13T12:34:56.000Z'],
  // eight days begun: two weeks back, so that no day is compared with itself
  ['weekdays', '2026-11-13T00:00:00Z', '2026-11-20T12:34:56Z', '2026-10-30T00:00:00.000Z', '2026-11-06T12:34:56.000Z'],
] as const)('%s: %s to %s', (comparison, from, to, comparedFrom, comparedTo) => {
  expect(comparedPeriod(comparison, { from, to })).toEqual({ from: comparedFrom, to: comparedTo })
})

test('nothing is compared where that is chosen, or where a time has no start', () => {
  const to = '2026-11-20T12:34:56Z'
  expect(comparedPeriod('none', { from: '2026-11-19T12:00:00Z', to })).toBeUndefined()
  expect(comparedPeriod('before', { to })).toBeUndefined()
})
