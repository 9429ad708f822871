import type { OverviewAnswer } from '@collector/schema'
import { fromTheStart, type Query, queryText } from './query-text.ts'
import { requestJson } from './request.ts'

/** Requests the overview. */
export function getOverview(filters: Query, signal: AbortSignal): Promise<OverviewAnswer> {
  return requestJson(`/overview${queryText(fromTheStart(filters))}`, { signal })
}
