import { expect, test } from 'vitest'
import { type Span, splitWindow } from './split-window.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const now = new Date('2026-11-23T18:22:33.444Z')
/** Those that begin at midnight are not. */
const areSummedUp = (start: number) => start % (24 * hourMs) !== 0
const tenMinutesOf = ['2026-11-23T16:00:00Z', '2026-11-23T17:00:00Z'].map(Date.parse)
const hasTenMinutes = (hour: number) => tenMinutesOf.includes(hour)
const hourOf = (time: Date | undefined) => Math.floor(Number(time) / hourMs) * hourMs
const contains = ({ from, to }: Span, time: number) => (!from || time >= from.getTime()) && (!to || time < to.getTime())

test.each([
  ['a week, from the middle of an hour', '2026-11-16T03:47:00Z', undefined],
  ['a week, from the middle of a day', '2026-11-16T16:12:00Z', undefined],
  ['a day', '2026-11-22T18:22:00Z', '2026-11-23T18:22:00Z'],
  ['an hour', '2026-11-23T17:25:00Z', undefined],
  ['from an hour with ten minutes into one without', '2026-11-23T17:26:00Z', '2026-11-23T18:14:00Z'],
  ['from an hour without into one with them', '2026-11-23T15:34:00Z', '2026-11-23T16:34:00Z'],
  ['half an hour around a full one', '2026-11-23T16:45:00Z', '2026-11-23T17:15:00Z'],
  ['some minutes', '2026-11-23T16:31:00Z', '2026-11-23T16:44:00Z'],
  ['nothing', '2026-11-23T16:31:00Z', '2026-11-23T16:31:00Z'],
  ['all', undefined, undefined],
  ['up to the middle of a day', undefined, '2026-11-22T13:59:00Z'],
  ['days that are whole', '2026-11-16T00:00:00Z', '2026-11-20T00:00:00Z'],
])('%s is put together without gap or overlap', (_, from, to) => {
  const window: Span = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined }
  for (const hasHours of [true, false]) {
    for (const hasDays of [true, false]) {
      const buckets = { hasHours, hasDays, areSummedUp, hasTenMinutes }
      const { covered, days, sixHours, hours, tenMinutes, edges } = splitWindow(window, now, buckets)
      if (!hasHours) expect([...hours, ...tenMinutes]).toEqual([])
      if (!hasHours || !hasDays) expect(sixHours).toEqual([])
      for (const { from } of tenMinutes) expect(tenMinutesOf).toContain(hourOf(from))
      if (!hasDays) expect(days).toEqual([])
      for (const { from, to } of sixHours) {
        for (let at = Number(from); at < Number(to); at += 6 * hourMs) expect(areSummedUp(at)).toBe(true)
      }
      for (let time = Date.parse('2026-11-14T00:00:30Z'); time <= now.getTime(); time += 7 * minuteMs) {
        const signs = edges.filter((edge) => contains(edge, time)).map(({ sign }) => sign as number)
        const summed = [...days, ...sixHours, ...hours, ...tenMinutes].filter((span) => contains(span, time)).length
        expect(summed + signs.reduce((sum, sign) => sum + sign, 0), new Date(time).toISOString()).toBe(
          contains(window, time) ? 1 : 0,
        )
        // the queue is read for what the buckets cover
        if (hasHours || !hasDays) expect(summed).toBe(covered && contains(covered, time) ? 1 : 0)
      }
      for (const { from, to } of covered ? edges : []) {
        const bucket = hasHours ? (hasTenMinutes(hourOf(from)) ? 10 * minuteMs : hourMs) : 24 * hourMs
        expect(Number(to) - Number(from)).toBeLessThanOrEqual(bucket / 2)
      }
    }
  }
})

test('of a day that begins at ten six hours are taken at a time, around one that is whole', () => {
  const window = { from: new Date('2026-11-21T10:00:00Z'), to: new Date('2026-11-22T20:00:00Z') }
  const buckets = { hasHours: true, hasDays: true, areSummedUp: () => true, hasTenMinutes: () => false }
  const split = splitWindow(window, now, buckets)
  const spans = (parts: Span[]) =>
    parts.map(({ from, to }) => `${from?.getUTCDate()}. ${from?.getUTCHours()}-${to?.getUTCHours()}`)
  expect({ days: split.days, sixHours: spans(split.sixHours), hours: spans(split.hours) }).toEqual({
    days: [],
    sixHours: ['21. 12-18'],
    hours: ['21. 10-12', '22. 18-20'],
  })
})
