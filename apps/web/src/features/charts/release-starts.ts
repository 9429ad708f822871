import type { ReleasesAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

/** A release, and when it began. */
export interface ReleaseStart {
  release: string
  at: number
}

/** More releases than this make a chart unreadable. */
export const mostMarked = 8

/**
 * Requests the releases that began in a time, latest first: at most one more than a chart marks. Other filters are left
 * out, because a release begins for all page views at once.
 */
export async function getReleaseStarts(
  { from, to, release, environment }: AddressFilters,
  signal: AbortSignal,
): Promise<ReleaseStart[]> {
  const query = queryText({ from, to, release, environment, limit: String(mostMarked + 1) })
  const { items } = await requestJson<ReleasesAnswer>(`/releases${query}`, { signal })
  const began = new Map<string, number>()
  for (const item of items) {
    const at = Date.parse(item.firstSeen)
    // in several environments, the earliest counts
    if (at >= Date.parse(from ?? '0')) began.set(item.release, Math.min(at, began.get(item.release) ?? at))
  }
  return [...began].map(([release, at]) => ({ release, at }))
}
