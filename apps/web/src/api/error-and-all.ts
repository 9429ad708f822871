import type { ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import type { AddressFilters } from '../format/address-filters.ts'
import { getOverview } from './analysis.ts'
import { getErrorGroup } from './error-groups.ts'

export interface ErrorAndAll {
  group: ErrorGroupAnswer
  /** Of all page views in the same time, whether they were hit or not. */
  overview: OverviewAnswer
}

/** One error group, and what it is compared with. */
export async function getErrorAndAll(
  groupKey: string,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<ErrorAndAll> {
  // who was hit is compared with all, not with those who were looked for by what hit them
  const { q, hasErrors, groupKey: _, ...others } = filters
  const [group, overview] = await Promise.all([getErrorGroup(groupKey, filters, signal), getOverview(others, signal)])
  return { group, overview }
}
