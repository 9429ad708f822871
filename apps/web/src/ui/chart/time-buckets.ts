import type { Interval } from '@collector/schema'
import { hourMs } from '@collector/schema/catalogue'
import { parseTime } from '../../words/time.ts'
import { addDays, startOfDay, startOfWeek } from '../../words/time-zone.ts'

/** One bucket of a time series; without a row if it is empty. */
export interface TimeBucket<Row> {
  /** Start of the bucket. */
  at: Date
  row: Row | undefined
  /** True if the window cuts it off, or it lasts still. */
  isPartial: boolean
}

/** A time series to draw: all buckets of a window, empty ones included. */
export interface TimeSeries<Row> {
  interval: Interval
  buckets: readonly TimeBucket<Row>[]
}

/** Words for a bucket that is not complete. */
export const partialWords = 'not complete'

const hours: Record<Interval, number> = { hour: 1, day: 24, week: 168 }
const mostBuckets = 1500

/**
 * Restores the buckets that an answer leaves out, from the start of the window to its end. Without a window, or in
 * one too long for a chart, they go from the first row to the last.
 */
export function timeSeries<Row extends { at: string }>(
  rows: readonly Row[],
  interval: Interval,
  window: { from?: string | undefined; to?: string | undefined } = {},
  now = Date.now(),
): TimeSeries<Row> {
  const byTime = new Map(rows.map((row) => [Date.parse(row.at), row]))
  const own = { from: Math.min(...byTime.keys()), to: Math.max(...byTime.keys()) + 1 }
  const from = parseTime(window.from)?.getTime()
  const to = parseTime(window.to)?.getTime()
  const times = bucketTimes(interval, { from: from ?? own.from, to: to ?? own.to })
  const end = Math.min(to ?? now, now)
  const isPartial = (at: number) => at < (from ?? at) || endOfBucket(at, interval) > end
  const shown = times ?? bucketTimes(interval, own) ?? [...byTime.keys()].sort((a, b) => a - b)
  return { interval, buckets: shown.map((at) => ({ at: new Date(at), row: byTime.get(at), isPartial: isPartial(at) })) }
}

/** Returns the starts of all buckets of a window; undefined if they are too many. */
function bucketTimes(interval: Interval, { from, to }: { from: number; to: number }): number[] | undefined {
  if (!(from < to)) return []
  if (!((to - from) / hourMs / hours[interval] <= mostBuckets)) return undefined
  const times: number[] = []
  for (let at = startOfBucket(from, interval); at < to; at = endOfBucket(at, interval)) times.push(at)
  return times
}

/** Returns the start of the bucket that follows the one that begins at a time. */
export function endOfBucket(start: number, interval: Interval): number {
  return interval === 'hour' ? start + hourMs : addDays(start, interval === 'day' ? 1 : 7)
}

/** Returns the API's default interval: hours for up to two days, else days. */
export function usualInterval({ from, to }: { from: string; to: string }): Interval {
  return Date.parse(to) - Date.parse(from) <= 48 * hourMs ? 'hour' : 'day'
}

/** Returns the start of the bucket that a time is in. Days and weeks begin at midnight of the reader's zone. */
function startOfBucket(time: number, interval: Interval): number {
  if (interval === 'hour') return Math.floor(time / hourMs) * hourMs
  return interval === 'day' ? startOfDay(time) : startOfWeek(time)
}
