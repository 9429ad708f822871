import { expect, test } from 'vitest'
import { periodBefore } from './period-before.ts'

test.each([
  ['2026-11-19T12:00:00Z', '2026-11-20T12:34:56Z', '2026-11-18T11:00:00.000Z'],
  ['2026-11-13T00:00:00Z', '2026-11-20T12:34:56Z', '2026-11-05T00:00:00.000Z'],
  ['2026-11-20T11:34:56Z', '2026-11-20T12:34:56Z', '2026-11-20T10:34:56.000Z'],
])('precedes %s to %s', (from, to, before) => {
  expect(periodBefore(from, to)).toEqual({ from: before, to: from })
})
