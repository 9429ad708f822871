import type { ErrorGroupAnswer, ErrorGroupChange, ErrorGroupsAnswer } from '@collector/schema'
import type { AddressFilters } from '../format/address-filters.ts'
import { request, requestJson } from './request.ts'
import { queryText } from './submissions.ts'

/** One page of the groups that occurred, most occurrences first. */
export function listErrorGroups(
  query: AddressFilters & { status?: string | undefined; noise?: 'false' | undefined; cursor?: string | undefined },
  signal: AbortSignal,
): Promise<ErrorGroupsAnswer> {
  return requestJson(`/errors${queryText(query)}`, { signal })
}

/** One group with its latest occurrences. */
export function getErrorGroup(
  groupKey: string,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<ErrorGroupAnswer> {
  return requestJson(`/errors/${encodeURIComponent(groupKey)}${queryText(filters)}`, { signal })
}

export async function setErrorStatus(groupKey: string, status: ErrorGroupChange['status']): Promise<void> {
  await request(`/errors/${encodeURIComponent(groupKey)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status }),
  })
}
