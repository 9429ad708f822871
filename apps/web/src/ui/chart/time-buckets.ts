import type { Interval } from '@collector/schema'
import { dayMs, hourMs } from '@collector/schema/catalogue'
import { parseTime } from '../../words/time.ts'

/** One bucket of a time series; without a row if it is empty. */
export interface TimeBucket<Row> {
  /** Start of the bucket. */
  at: Date
  row: Row | undefined
}

/** A time series to draw: all buckets of a window, empty ones included. */
export interface TimeSeries<Row> {
  interval: Interval
  buckets: readonly TimeBucket<Row>[]
}

export const intervalMs: Record<Interval, number> = { hour: hourMs, day: dayMs, week: 7 * dayMs }
/** Offset of buckets from 1970, which began on a Thursday; weeks begin on Monday. */
const offsetMs: Record<Interval, number> = { hour: 0, day: 0, week: 4 * dayMs }
const mostBuckets = 1500

/**
 * Restores the buckets that an answer leaves out, from the start of the window to its end. Without a window, or in
 * one too long for a chart, they go from the first row to the last.
 */
export function timeSeries<Row extends { at: string }>(
  rows: readonly Row[],
  interval: Interval,
  window: { from?: string | undefined; to?: string | undefined } = {},
): TimeSeries<Row> {
  const byTime = new Map(rows.map((row) => [Date.parse(row.at), row]))
  const own = { from: Math.min(...byTime.keys()), to: Math.max(...byTime.keys()) + 1 }
  const times = bucketTimes(interval, {
    from: parseTime(window.from)?.getTime() ?? own.from,
    to: parseTime(window.to)?.getTime() ?? own.to,
  })
  const shown = times ?? bucketTimes(interval, own) ?? [...byTime.keys()].sort((a, b) => a - b)
  return { interval, buckets: shown.map((time) => ({ at: new Date(time), row: byTime.get(time) })) }
}

/** Returns the starts of all buckets of a window; undefined if they are too many. */
function bucketTimes(interval: Interval, { from, to }: { from: number; to: number }): number[] | undefined {
  const first = startOf(from, interval)
  const length = Math.ceil((to - first) / intervalMs[interval])
  if (!(length <= mostBuckets)) return undefined
  return Array.from({ length: Math.max(0, length) }, (_, index) => first + index * intervalMs[interval])
}

/** Returns the API's default interval: hours for up to two days, else days. */
export function usualInterval({ from, to }: { from: string; to: string }): Interval {
  return Date.parse(to) - Date.parse(from) <= 2 * intervalMs.day ? 'hour' : 'day'
}

function startOf(time: number, interval: Interval): number {
  const offset = offsetMs[interval]
  return Math.floor((time - offset) / intervalMs[interval]) * intervalMs[interval] + offset
}
