import type { ChosenErrorStatus, ErrorGroupChange, ErrorGroupsAnswer } from '@collector/schema'
import { type AddressFilters, inZone } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { request, requestJson } from '../../api/request.ts'

/** Requests one page of error groups, most page views first. */
export function listErrorGroups(
  query: AddressFilters & {
    status?: string | undefined
    cursor?: string | undefined
    limit?: string
  },
  signal: AbortSignal,
): Promise<ErrorGroupsAnswer> {
  return requestJson(`/errors${queryText(inZone(query))}`, { signal })
}

export function setErrorStatus(groupKey: string, status: ChosenErrorStatus): Promise<void> {
  return changeErrorGroup(groupKey, { status })
}

export async function changeErrorGroup(groupKey: string, change: ErrorGroupChange): Promise<void> {
  await request(`/errors/${encodeURIComponent(groupKey)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
}
