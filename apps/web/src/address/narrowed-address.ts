import { withBase } from '../router/base-path.ts'
import { searchOf } from '../router/search-of.ts'
import {
  type AddressFilters,
  filterNames,
  type Preset,
  readTimeRange,
  type TimeRange,
  withFilters,
} from './address-filters.ts'

/** The time and the filters of a page: what a link to another page takes along. */
export interface Narrowing {
  query: URLSearchParams
  /** Where the query names no time. */
  pageRange: Preset | 'all'
}

/** The address of a page that is narrowed as this one, and further; `others` are parameters of that page's own. */
export function narrowedAddress(
  path: string,
  { query, pageRange }: Narrowing,
  changes: AddressFilters & { range?: TimeRange } = {},
  others: Readonly<Record<string, string>> = {},
): string {
  const kept = new URLSearchParams(
    [...query].filter(([name, value]) => value !== '' && filterNames.some((filter) => filter === name)),
  )
  const range = readTimeRange(query, pageRange)
  if (range !== 'custom') kept.set('range', range)
  const address = withFilters(kept, changes)
  for (const [name, value] of Object.entries(others)) address.set(name, value)
  return withBase(`${path}${searchOf(address)}`)
}
