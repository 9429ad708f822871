import type { Inconsistency } from '@collector/schema'

const minuteMs = 60_000

/** Compares the named time zone with the differences to UTC in winter and summer. */
export function compareTimezone(
  zone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  offsetAt = (time: Date) => time.getTimezoneOffset(),
): Inconsistency[] {
  const year = new Date().getUTCFullYear()
  for (const month of [0, 6]) {
    const time = new Date(Date.UTC(year, month, 1, 12))
    const named = namedOffset(zone, time)
    const actual = -offsetAt(time)
    if (named !== undefined && named !== actual) {
      return [
        {
          name: 'timezoneOffset',
          evidence: { [zone]: `${named} minutes`, clock: `${actual} minutes`, at: time.toISOString().slice(0, 10) },
        },
      ]
    }
  }
  return []
}

/** Minutes that a time zone is ahead of UTC; undefined if the browser does not know it. */
function namedOffset(timeZone: string, time: Date): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }).formatToParts(time)
    const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    const local = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'))
    return Number.isNaN(local) ? undefined : (local - time.getTime()) / minuteMs
  } catch {
    return undefined
  }
}
