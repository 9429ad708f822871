import type { DeviceClass, Filters, SubmissionKind } from '@collector/schema'
import { type Dimension, dayMs, dimensionInfo, dimensions, hourMs } from '@collector/schema/catalogue'
import { deviceLabels } from '../words/device-labels.ts'
import { addDays, startOfDay, timeZone } from '../words/time-zone.ts'

/** Filters of a page, by the names that its address and the API share; every value is text. */
export type AddressFilters = Partial<Record<keyof Filters, string>>

const dimensionLabels = Object.fromEntries(dimensions.map((name) => [name, dimensionInfo[name].label])) as Record<
  Dimension,
  string
>

/** The name of each filter on screen. */
export const filterLabels = {
  from: 'From',
  to: 'To',
  ...dimensionLabels,
  page: 'Page',
  hasErrors: 'Errors',
  noise: 'Noise',
  own: 'Own visits',
  kind: 'Kind',
  visitorId: 'Visitor id',
  user: 'User id',
  referrer: 'Referrer',
  reference: 'Case',
  tag: 'Tag',
  ip: 'IP address',
  fingerprint: 'Device fingerprint',
  groupKey: 'Error group',
  vital: 'Vital',
  reason: 'Reason',
  q: 'Text',
} as const satisfies Record<keyof Filters, string>

export const filterNames = Object.keys(filterLabels) as (keyof Filters)[]

/** Names of page views and reports in the filter. */
export const kindLabels = {
  pageView: 'Page views',
  report: 'Browser reports',
} as const satisfies Record<SubmissionKind, string>

/** Value of a filter in an address that lifts the default of its page. It is not sent to the API. */
export const anyValue = 'any'
/** Value of `device` for all devices but bots. */
export const noBots = '!bot'

/** Filters of a page about visitors unless its address has others: no bots, and no visits of Collector's own pages. */
export const visitorsOnly: AddressFilters = { device: noBots, own: 'false' }

/** Leaves out bots and own visits, unless the address asks for them. */
export function withVisitorsOnly(query: URLSearchParams): URLSearchParams {
  const missing = Object.entries(visitorsOnly).filter(([name]) => !query.get(name))
  return missing.length === 0 ? query : withFilters(query, Object.fromEntries(missing))
}

/** Returns a filter by devices in words: "Device: Mobile, Tablet". */
export function deviceWords(value: string): string {
  if (value === anyValue) return 'With bots'
  if (value === noBots) return 'Without bots'
  const labels = value
    .replace(/^!/, '')
    .split(',')
    .map((name) => deviceLabels[name as DeviceClass] ?? name)
  return `${filterLabels.device}: ${value.startsWith('!') ? 'not ' : ''}${labels.join(', ')}`
}

const tenMinutesMs = 600_000

/**
 * Ranges that move with the time; the address has their name, so that a bookmark stays current. Those of days begin at midnight
 * of the reader's zone, 24 hours at a whole hour, one hour at a multiple of ten minutes: so the first bucket of a chart is
 * complete, and rollups can answer.
 */
export const presets = {
  '1h': { label: '1 h', words: 'The last hour' },
  today: { label: 'Today', words: 'Since midnight' },
  yesterday: { label: 'Yesterday', words: 'The day before, from midnight to midnight' },
  '24h': { label: '24 h', words: 'The last 24 hours' },
  '7d': { label: '7 d', words: 'The last 7 days' },
  '30d': { label: '30 d', words: 'The last 30 days' },
} as const

export type Preset = keyof typeof presets
/** `custom`: the address has from, to, or both. */
export type TimeRange = Preset | 'all' | 'custom'

/** Filters that some page sets by default, so that an address may lift them. */
const liftable = new Set<string>([...Object.keys(visitorsOnly), 'noise'])

/** Returns the range of the address, or the page's default. */
export function readTimeRange(query: URLSearchParams, pageRange: Preset | 'all'): TimeRange {
  const range = query.get('range')
  if (range === 'all' || (range !== null && Object.hasOwn(presets, range))) return range as TimeRange
  return query.get('from') || query.get('to') ? 'custom' : pageRange
}

/** Reads the filters of an address for the API, its range as times. */
export function readFilters(query: URLSearchParams, pageRange: Preset | 'all', now = Date.now()): AddressFilters {
  const range = readTimeRange(query, pageRange)
  const filters: AddressFilters = {}
  for (const name of filterNames) {
    const value = query.get(name)
    if (value === anyValue && liftable.has(name)) continue
    if (value && (range === 'custom' || (name !== 'from' && name !== 'to'))) filters[name] = value
  }
  return range === 'all' || range === 'custom' ? filters : { ...filters, ...windowOf(range, now) }
}

/** Returns the times of a range that moves; most have no end. */
function windowOf(range: Preset, now: number): { from: string; to?: string } {
  const midnight = startOfDay(now)
  const iso = (time: number) => new Date(time).toISOString()
  const whole = (time: number, unitMs: number) => iso(Math.floor(time / unitMs) * unitMs)
  switch (range) {
    case '1h':
      return { from: whole(now - hourMs, tenMinutesMs) }
    case '24h':
      return { from: whole(now - dayMs, hourMs) }
    case 'today':
      return { from: iso(midnight) }
    case 'yesterday':
      return { from: iso(addDays(midnight, -1)), to: iso(midnight) }
    case '7d':
      return { from: iso(addDays(midnight, -7)) }
    case '30d':
      return { from: iso(addDays(midnight, -30)) }
  }
}

/** Changes filters of the address: `undefined` removes one. The list starts again at its first page. */
export function withFilters(query: URLSearchParams, changes: AddressFilters & { range?: TimeRange }): URLSearchParams {
  const changed = new URLSearchParams(query)
  changed.delete('cursor')
  // a range is either named, or has from and to
  if ('range' in changes) for (const name of ['from', 'to']) changed.delete(name)
  if ('from' in changes || 'to' in changes) changed.delete('range')
  for (const [name, value] of Object.entries(changes)) {
    if (value && value !== 'custom') changed.set(name, value)
    else changed.delete(name)
  }
  return changed
}

/** Removes all filters and the range; other parameters stay. */
export function withoutFilters(query: URLSearchParams): URLSearchParams {
  const cleared = new URLSearchParams(query)
  for (const name of [...filterNames, 'range', 'cursor']) cleared.delete(name)
  return cleared
}

/** Replaces a named range by from and to, so that the receiver of a link sees the same as its sender. */
export function withFixedRange(query: URLSearchParams, pageRange: Preset | 'all', now = Date.now()): URLSearchParams {
  const range = readTimeRange(query, pageRange)
  if (range === 'all' || range === 'custom') return query
  return withFilters(query, { to: new Date(now).toISOString(), ...windowOf(range, now) })
}

/** Returns whether the address narrows anything. */
export function isNarrowed(query: URLSearchParams, pageRange: Preset | 'all'): boolean {
  return Object.keys(readFilters(query, pageRange)).length > 0
}

/** Adds the zone whose midnight begins the days of an answer over time. */
export function inZone<Query extends object>(query: Query): Query & { timeZone: string } {
  return { ...query, timeZone }
}
