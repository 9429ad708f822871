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

/** The time range and filters of a page, which links to other pages keep. */
export interface Narrowing {
  query: URLSearchParams
  /** Default range, if the query has none. */
  pageRange: Preset | 'all'
}

/** Returns the address of a page with the same range and filters, plus `filters`; `others` are that page's own parameters. */
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
