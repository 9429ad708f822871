import type { Interval } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Window } from '../filters/filter.ts'
import { RefusedError } from '../http-errors.ts'
import { bucketMs } from '../rollups/buckets.ts'

/** Buckets of a time series. Days and weeks begin at midnight of the zone. */
export interface TimeBuckets {
  interval: Interval
  /** Name of the IANA time zone database. */
  timeZone: string
}

/**
 * Returns the buckets of an answer: hours for up to two days, else days, so that a chart has neither too few nor too
 * many points.
 *
 * @throws RefusedError for an unknown time zone
 */
export function timeBuckets({ from, to }: Window, timeZone = 'UTC', asked?: Interval): TimeBuckets {
  if (!isTimeZone(timeZone)) throw new RefusedError(400, 'timeZone must be an IANA time zone, such as Europe/Berlin')
  const isShort = from && (to?.getTime() ?? Date.now()) - from.getTime() <= 2 * bucketMs.day
  return { interval: asked ?? (isShort ? 'hour' : 'day'), timeZone }
}

/** True if rollups of days cannot answer, because they hold days of UTC. */
export function needsHours(buckets: TimeBuckets | undefined): boolean {
  return buckets !== undefined && (buckets.interval === 'hour' || buckets.timeZone !== 'UTC')
}

/**
 * SQL of the start of the bucket that a time is in. Rollups hold hours of UTC, so in a zone that is half an hour off a day
 * begins with the hour that contains its midnight.
 */
export function startOfBucket(buckets: TimeBuckets | undefined, time: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!buckets) return sql`null::timestamptz`
  const { interval, timeZone } = buckets
  if (interval === 'hour' || timeZone === 'UTC') return sql`date_trunc(${sql.lit(interval)}, ${time}, 'UTC')`
  return sql`date_trunc(${sql.lit(interval)}, date_trunc('hour', ${time}, 'UTC'), ${sql.lit(timeZone)})`
}

/** An offset such as "+02:00" is none: PostgreSQL reads its sign the other way round. */
function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
