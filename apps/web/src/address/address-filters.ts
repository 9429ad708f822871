import type { DeviceClass, Filters } from '@collector/schema'
import { type Dimension, dimensionInfo, dimensions } from '@collector/schema/catalogue'

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
  hasErrors: 'Errors',
  visitorId: 'Visitor id',
  ip: 'Address',
  fingerprint: 'Device fingerprint',
  groupKey: 'Error group',
  vital: 'Vital',
  q: 'Text',
} as const satisfies Record<keyof Filters, string>

export const filterNames = Object.keys(filterLabels) as (keyof Filters)[]

export const deviceLabels = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  tv: 'TV or console',
  bot: 'Bot',
} as const satisfies Record<DeviceClass, string>

/** In an address: all devices, on a page that leaves out bots where the address names none. The API is not asked for it. */
export const anyDevice = 'any'
/** All devices but bots. */
export const noBots = '!bot'

/** The address with bots left out, unless it names devices. */
export function withoutBots(query: URLSearchParams): URLSearchParams {
  return query.get('device') ? query : withFilters(query, { device: noBots })
}

/** A filter by devices in words: "Device: Mobile, Tablet". */
export function deviceWords(value: string): string {
  if (value === anyDevice) return 'With bots'
  if (value === noBots) return 'Without bots'
  const labels = value
    .replace(/^!/, '')
    .split(',')
    .map((name) => deviceLabels[name as DeviceClass] ?? name)
  return `${filterLabels.device}: ${value.startsWith('!') ? 'not ' : ''}${labels.join(', ')}`
}

const tenMinutesMs = 600_000
const hourMs = 6 * tenMinutesMs
const dayMs = 24 * hourMs

/**
 * Ranges that end now. In the address by name, so that a bookmark goes with the time. One of days begins with a whole day
 * (UTC, as charts have it), that of 24 hours with a whole hour, that of one hour with whole ten minutes: the first point of a
 * chart is then no lower than it should be, and the answer is read from rollups.
 */
export const presets = {
  '1h': { label: '1 h', words: 'The last hour', ms: hourMs, beginsAtMs: tenMinutesMs },
  '24h': { label: '24 h', words: 'The last 24 hours', ms: dayMs, beginsAtMs: hourMs },
  '7d': { label: '7 d', words: 'The last 7 days', ms: 7 * dayMs, beginsAtMs: dayMs },
  '30d': { label: '30 d', words: 'The last 30 days', ms: 30 * dayMs, beginsAtMs: dayMs },
} as const

export type Preset = keyof typeof presets
/** `custom`: the address says from, to, or both. */
export type TimeRange = Preset | 'all' | 'custom'

/** The range an address names, or that of the page where it names none. */
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
    if (name === 'device' && value === anyDevice) continue
    if (value && (range === 'custom' || (name !== 'from' && name !== 'to'))) filters[name] = value
  }
  if (range !== 'all' && range !== 'custom') filters.from = startOf(range, now)
  return filters
}

function startOf(range: Preset, now: number): string {
  const { ms, beginsAtMs } = presets[range]
  return new Date(Math.floor((now - ms) / beginsAtMs) * beginsAtMs).toISOString()
}

/** The address with other filters: `undefined` takes one away. The list begins anew. */
export function withFilters(query: URLSearchParams, changes: AddressFilters & { range?: TimeRange }): URLSearchParams {
  const changed = new URLSearchParams(query)
  changed.delete('cursor')
  // a range is either named or has an end
  if ('range' in changes) for (const name of ['from', 'to']) changed.delete(name)
  if ('from' in changes || 'to' in changes) changed.delete('range')
  for (const [name, value] of Object.entries(changes)) {
    if (value && value !== 'custom') changed.set(name, value)
    else changed.delete(name)
  }
  return changed
}

/** The address without any filter and range; what else it says stays. */
export function withoutFilters(query: URLSearchParams): URLSearchParams {
  const cleared = new URLSearchParams(query)
  for (const name of [...filterNames, 'range', 'cursor']) cleared.delete(name)
  return cleared
}

/** The address whose range does not go with the time: what a receiver of the link sees is what its sender saw. */
export function withFixedRange(query: URLSearchParams, pageRange: Preset | 'all', now = Date.now()): URLSearchParams {
  const range = readTimeRange(query, pageRange)
  if (range === 'all' || range === 'custom') return query
  const from = startOf(range, now)
  return withFilters(query, { from, to: new Date(now).toISOString() })
}

/** Returns whether the address narrows anything. */
export function isNarrowed(query: URLSearchParams, pageRange: Preset | 'all'): boolean {
  return Object.keys(readFilters(query, pageRange)).length > 0
}
