import type { PagesAnswer } from '@collector/schema'
import { type AddressFilters, inZone } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

export interface PagesQuery extends AddressFilters {
  group?: 'path' | undefined
  sort?: 'poor' | undefined
  limit?: string
  cursor?: string | undefined
}

/** Requests one page of the list of pages. */
export function getPages(query: PagesQuery, signal: AbortSignal): Promise<PagesAnswer> {
  return requestJson(`/pages${queryText(inZone({ ...query }))}`, { signal })
}
