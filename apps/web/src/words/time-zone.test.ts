import { expect, test } from 'vitest'
import { addDays, fromLocal, startOfDay, startOfWeek, zoneOffsetMs } from './time-zone.ts'

const iso = (time: number) => new Date(time).toISOString()
const at = Date.parse

test.each([
  ['UTC', '2026-11-20T12:34:56Z', '2026-11-20T00:00:00.000Z'],
  ['Europe/Berlin', '2026-11-20T23:30:00Z', '2026-11-20T23:00:00.000Z'],
  ['America/New_York', '2026-11-20T03:00:00Z', '2026-11-19T05:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-20T18:29:59Z', '2026-11-19T18:30:00.000Z'],
  // the day on which clocks go back begins in summer time
  ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z'],
])('the day in %s of %s begins at its midnight', (zone, time, midnight) => {
  expect(iso(startOfDay(at(time), zone))).toBe(midnight)
})

test('days of 23 and of 25 hours count as one', () => {
  const march = startOfDay(at('2026-03-29T12:00:00Z'), 'Europe/Berlin')
  expect((addDays(march, 1, 'Europe/Berlin') - march) / 3_600_000).toBe(23)
  const october = startOfDay(at('2026-10-25T12:00:00Z'), 'Europe/Berlin')
  expect((addDays(october, 1, 'Europe/Berlin') - october) / 3_600_000).toBe(25)
  expect(addDays(addDays(october, 7, 'Europe/Berlin'), -7, 'Europe/Berlin')).toBe(october)
})

test('a week begins on Monday', () => {
  expect(iso(startOfWeek(at('2026-11-22T22:59:00Z'), 'Europe/Berlin'))).toBe('2026-11-15T23:00:00.000Z')
  expect(iso(startOfWeek(at('2026-11-22T23:00:00Z'), 'Europe/Berlin'))).toBe('2026-11-22T23:00:00.000Z')
})

test('a local time becomes the time at which clocks show it', () => {
  expect(iso(fromLocal(at('2026-07-01T12:00:00Z'), 'America/New_York'))).toBe('2026-07-01T16:00:00.000Z')
  expect(zoneOffsetMs(at('2026-07-01T12:00:00Z'), 'Asia/Kolkata')).toBe(5.5 * 3_600_000)
})
