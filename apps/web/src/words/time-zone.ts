import { dayMs, hourMs } from '@collector/schema/catalogue'

const storageKey = 'collector:time-zone'
const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Returns the chosen zone of all times and days, "Europe/Berlin"; undefined: the browser's. */
export function chosenZone(): string | undefined {
  try {
    const zone = localStorage.getItem(storageKey)
    return zone !== null && isZone(zone) ? zone : undefined
  } catch {
    // storage is blocked, or there is none
    return undefined
  }
}

/** Returns the zone that times are shown in and days begin in. */
export const timeZone = chosenZone() ?? browserZone

/** Keeps the choice in this browser. Takes effect when the page is loaded again. */
export function chooseZone(zone: string | undefined): void {
  if (zone === undefined) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, zone)
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const fields = new Map<string, Intl.DateTimeFormat>()

/** Returns how far a zone is ahead of UTC at a time, in milliseconds. */
export function zoneOffsetMs(time: number, zone = timeZone): number {
  const format =
    fields.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  fields.set(zone, format)
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part as Record<string, number>
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

/** Returns the time at which clocks of a zone show `local`, which is written as if it were UTC. */
export function fromLocal(local: number, zone = timeZone): number {
  const guess = local - zoneOffsetMs(local, zone)
  return local - zoneOffsetMs(guess, zone)
}

/** Returns the midnight of a zone that begins the day of a time. */
export function startOfDay(time: number, zone = timeZone): number {
  const local = time + zoneOffsetMs(time, zone)
  return fromLocal(Math.floor(local / dayMs) * dayMs, zone)
}

/** Returns the midnight that begins the day some days later, or earlier if negative. */
export function addDays(midnight: number, days: number, zone = timeZone): number {
  // noon, so that days of 23 and 25 hours count as one
  return startOfDay(midnight + days * dayMs + 12 * hourMs, zone)
}

/** Returns the start of the week of a time; weeks begin on Monday. */
export function startOfWeek(time: number, zone = timeZone): number {
  const midnight = startOfDay(time, zone)
  const weekday = new Date(midnight + zoneOffsetMs(midnight, zone)).getUTCDay()
  return addDays(midnight, -((weekday + 6) % 7), zone)
}
