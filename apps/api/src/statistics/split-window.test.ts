import { hourMs } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import type { Window } from '../filters/filter.ts'
import { daysAndHours, type Span, splitWindow } from './split-window.ts'

const minuteMs = 60_000
const now = new Date('2026-11-23T18:22:33.444Z')
const contains = ({ from, to }: Window, time: number) =>
  (!from || time >= from.getTime()) && (!to || time < to.getTime())

test.each([
  ['a week, from the middle of an hour', '2026-11-16T03:47:00Z', undefined],
  ['a week, from the middle of a day', '2026-11-16T16:12:00Z', undefined],
  ['a day', '2026-11-22T18:22:00Z', '2026-11-23T18:22:00Z'],
  ['an hour', '2026-11-23T17:25:00Z', undefined],
  ['half an hour around a full one', '2026-11-23T16:45:00Z', '2026-11-23T17:15:00Z'],
  ['some minutes', '2026-11-23T16:31:00Z', '2026-11-23T16:44:00Z'],
  ['nothing', '2026-11-23T16:31:00Z', '2026-11-23T16:31:00Z'],
  ['all time', undefined, undefined],
  ['everything up to the middle of a day', undefined, '2026-11-22T13:59:00Z'],
  ['whole days', '2026-11-16T00:00:00Z', '2026-11-20T00:00:00Z'],
])('splits %s without gap or overlap', (_, from, to) => {
  const window: Window = { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined }
  const { covered, edges } = splitWindow(window, now)
  const spans: Span[] = covered ? daysAndHours(covered) : []
  for (let time = Date.parse('2026-11-14T00:00:30Z'); time <= now.getTime(); time += 7 * minuteMs) {
    const signs = edges.filter((edge) => contains(edge, time)).map(({ sign }) => sign as number)
    const rolledUp = spans.filter((span) => contains(span, time)).length
    const counted = rolledUp + signs.reduce((sum, sign) => sum + sign, 0)
    expect(counted, new Date(time).toISOString()).toBe(contains(window, time) ? 1 : 0)
    expect(rolledUp).toBe(covered && contains(covered, time) ? 1 : 0)
  }
  for (const { from, to } of covered ? edges : []) expect(Number(to) - Number(from)).toBeLessThanOrEqual(hourMs / 2)
  for (const { level, from, to } of spans) {
    const unitMs = level === 'day' ? 24 * hourMs : hourMs
    expect([Number(from ?? 0) % unitMs, Number(to ?? 0) % unitMs]).toEqual([0, 0])
  }
})

test('reads whole days as days and the hours around them as hours', () => {
  const window = { from: new Date('2026-11-20T22:00:00Z'), to: new Date('2026-11-22T01:00:00Z') }
  const { covered } = splitWindow(window, now)
  const spans = daysAndHours(covered as Window).map(({ level, from, to }) => [
    level,
    from?.toISOString(),
    to?.toISOString(),
  ])
  expect(spans).toEqual([
    ['day', '2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'],
    ['hour', '2026-11-20T22:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ['hour', '2026-11-22T00:00:00.000Z', '2026-11-22T01:00:00.000Z'],
  ])
})
