import { dayMs, hourMs } from '@collector/schema/catalogue'
import { formatDateTime } from './time.ts'

const minuteMs = 60_000

/** Returns how long ago a time is: "3 min ago". Beyond a month, or in the future by more than the clocks differ, it is the time itself. */
export function relativeTime(date: Date, now = Date.now()): string {
  const ageMs = now - date.getTime()
  if (ageMs < -minuteMs || ageMs >= 30 * dayMs) return formatDateTime(date)
  if (ageMs < minuteMs) return 'just now'
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min ago`
  return ageMs < dayMs ? `${Math.floor(ageMs / hourMs)} h ago` : `${Math.floor(ageMs / dayMs)} d ago`
}
