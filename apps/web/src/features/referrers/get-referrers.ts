import type { ReferrersAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { fromTheStart, queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

/** Requests page views by referrer. */
export function getReferrers(filters: AddressFilters, signal: AbortSignal): Promise<ReferrersAnswer> {
  return requestJson(`/referrers${queryText(fromTheStart(filters))}`, { signal })
}
