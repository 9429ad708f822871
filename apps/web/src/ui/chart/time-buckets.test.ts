import { expect, test } from 'vitest'
import { timeSeries, usualInterval } from './time-buckets.ts'

const row = (at: string) => ({ at, count: 1 })
const shape = (series: ReturnType<typeof timeSeries>) =>
  series.buckets.map(({ at, row }) => `${at.toISOString().slice(0, 13)}${row ? '+' : ''}`)

test('missing buckets are restored from the start of the window to its end', () => {
  const series = timeSeries([row('2026-11-20T11:00:00.000Z')], 'hour', {
    from: '2026-11-20T09:30:00Z',
    to: '2026-11-20T12:30:00Z',
  })
  expect(shape(series)).toEqual(['2026-11-20T09', '2026-11-20T10', '2026-11-20T11+', '2026-11-20T12'])
})

test('a window that ends at the end of a bucket has no further one', () => {
  const window = { from: '2026-11-19T00:00:00Z', to: '2026-11-21T00:00:00Z' }
  expect(shape(timeSeries([], 'day', window))).toEqual(['2026-11-19T00', '2026-11-20T00'])
})

test('weeks begin on Monday, as in the API', () => {
  // a Friday
  const window = { from: '2026-11-20T00:00:00Z', to: '2026-11-24T00:00:00Z' }
  expect(shape(timeSeries([row('2026-11-16T00:00:00.000Z')], 'week', window))).toEqual([
    '2026-11-16T00+',
    '2026-11-23T00',
  ])
})

test('buckets go from the first row to the last without a window, or in one of decades', () => {
  const rows = [row('2026-11-18T00:00:00.000Z'), row('2026-11-20T00:00:00.000Z')]
  const days = ['2026-11-18T00+', '2026-11-19T00', '2026-11-20T00+']
  expect(shape(timeSeries(rows, 'day'))).toEqual(days)
  expect(shape(timeSeries(rows, 'day', { from: '1970-01-01', to: '2026-11-21' }))).toEqual(days)
  expect(shape(timeSeries([], 'day'))).toEqual([])
})

test('buckets that the window cuts off, or that last still, are partial', () => {
  const partial = (from: string, to: string | undefined, now: string) =>
    timeSeries([row('2026-11-20T09:00:00.000Z')], 'hour', { from, to }, Date.parse(now)).buckets.map(
      ({ isPartial }) => isPartial,
    )
  const end = '2026-11-20T12:00:00Z'
  expect(partial('2026-11-20T09:30:00Z', end, end)).toEqual([true, false, false])
  expect(partial('2026-11-20T09:00:00Z', end, '2026-11-20T11:59:00Z')).toEqual([false, false, true])
  expect(partial('2026-11-20T09:00:00Z', '2026-11-20T10:30:00Z', end)).toEqual([false, true])
})

test('rows too far apart for a chart get no buckets between them', () => {
  const rows = [row('1971-01-01T00:00:00.000Z'), row('2026-11-20T00:00:00.000Z')]
  expect(shape(timeSeries(rows, 'day'))).toEqual(['1971-01-01T00+', '2026-11-20T00+'])
})

test.each([
  ['2026-11-18T12:00:00Z', '2026-11-20T12:00:00Z', 'hour'],
  ['2026-11-18T11:59:59Z', '2026-11-20T12:00:00Z', 'day'],
] as const)('from %s to %s by %s', (from, to, interval) => {
  expect(usualInterval({ from, to })).toBe(interval)
})
