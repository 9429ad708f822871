import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const now = Date.parse('2026-11-28T12:00:00Z')

test.each([
  ['2026-11-28T12:00:50Z', 'just now'],
  ['2026-11-28T11:59:01Z', 'just now'],
  ['2026-11-28T11:59:00Z', '1 min ago'],
  ['2026-11-28T11:00:01Z', '59 min ago'],
  ['2026-11-27T12:00:01Z', '23 h ago'],
  ['2026-11-26T12:00:00Z', '2 d ago'],
  ['2026-10-01T12:00:00Z', '1 Oct 2026, 12:00:00'],
  ['2026-11-29T12:00:00Z', '29 Nov 2026, 12:00:00'],
])('%s is %s', (at, text) => {
  expect(relativeTime(new Date(at), now)).toBe(text)
})
