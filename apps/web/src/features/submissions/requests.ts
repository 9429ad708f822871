import type { CountAnswer, DeletedAnswer, SubmissionsAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import { listSubmissions } from '../../api/submissions.ts'

/**
 * Returns the first page with matches, or the last page.
 *
 * @param onLookingBack called before the search continues on a page without matches
 */
export async function findSubmissions(
  query: AddressFilters & { cursor?: string | undefined },
  signal: AbortSignal,
  onLookingBack: () => void,
): Promise<SubmissionsAnswer> {
  let page = await listSubmissions(query, signal)
  while (page.items.length === 0 && page.nextCursor !== null) {
    onLookingBack()
    page = await listSubmissions({ ...query, cursor: page.nextCursor }, signal)
  }
  return page
}

export function countSubmissions(filters: AddressFilters, signal?: AbortSignal): Promise<CountAnswer> {
  return requestJson(`/submissions/count${queryText(filters)}`, { signal: signal ?? null })
}

/** @returns how many were deleted */
export async function deleteSubmissions(filters: AddressFilters): Promise<number> {
  const { deleted } = await requestJson<DeletedAnswer>(`/submissions${queryText(filters)}`, { method: 'DELETE' })
  return deleted
}
