import { fromLocal, timeZone, zoneOffsetMs } from './time-zone.ts'

const dateTime = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone })

/** Parses a point in time in the reader's time zone; undefined if the text is none. */
export function parseTime(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Parses a point in time as the API does: UTC unless the text names a zone. */
export function parseUtcTime(value: string | null): Date | undefined {
  return parseTime(value && /T[^Z+-]*$/i.test(value) ? `${value}Z` : value)
}

/** Returns the value of a field for date and time: "2026-11-20T12:00", in the reader's zone; "" for no time. */
export function toLocalInput(date: Date | undefined): string {
  if (!date) return ''
  return new Date(date.getTime() + zoneOffsetMs(date.getTime())).toISOString().slice(0, 16)
}

/** Reads the value of a field for date and time, in the reader's zone. */
export function parseLocalInput(text: string): Date {
  return new Date(fromLocal(Date.parse(`${text}Z`)))
}

export function formatDateTime(date: Date): string {
  return dateTime.format(date)
}

export function formatTimeOfDay(date: Date): string {
  return timeOfDay.format(date)
}

/** Returns the zone that times are shown in: "Europe/Berlin". */
export function localZone(): string {
  return timeZone
}
