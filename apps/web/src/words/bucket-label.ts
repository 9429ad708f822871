import type { Interval } from '@collector/schema'
import { timeZone, zoneOffsetMs } from './time-zone.ts'

const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
const hourOfDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone,
})
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone })

/** Returns the start of a bucket in few letters, for an axis. */
export function bucketTick(at: Date, interval: Interval): string {
  if (interval !== 'hour') return day.format(at)
  return new Date(at.getTime() + zoneOffsetMs(at.getTime())).getUTCHours() === 0
    ? (hourOfDay.format(at).split(',')[0] as string)
    : hour.format(at)
}

/** Returns the start of a bucket in full, for a tooltip or a table. */
export function bucketLabel(at: Date, interval: Interval): string {
  if (interval === 'hour') return hourOfDay.format(at)
  return interval === 'day' ? dayOfYear.format(at) : `week of ${dayOfYear.format(at)}`
}

/** Title of the time axis. */
export function timeAxisTitle(interval: Interval): string {
  return `Time, by ${interval} (${timeZone})`
}
