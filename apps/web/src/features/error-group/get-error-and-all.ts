import type { ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { type AddressFilters, inZone } from '../../address/address-filters.ts'
import { getOverview } from '../../api/overview.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

export interface ErrorAndAll {
  group: ErrorGroupAnswer
  /** Overview of all page views in the same time, affected or not. */
  overview: OverviewAnswer
}

/** Requests an error group and the overview that it is compared with. */
export async function getErrorAndAll(
  groupKey: string,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<ErrorAndAll> {
  // affected page views are compared with all, so the filters by error are left out
  const { q, hasErrors, groupKey: _, ...others } = filters
  const [group, overview] = await Promise.all([
    getErrorGroup(groupKey, filters, signal),
    getOverview(inZone(others), signal),
  ])
  return { group, overview }
}

/** Requests one group with its latest occurrences. */
function getErrorGroup(groupKey: string, filters: AddressFilters, signal: AbortSignal): Promise<ErrorGroupAnswer> {
  return requestJson(`/errors/${encodeURIComponent(groupKey)}${queryText(inZone(filters))}`, { signal })
}
