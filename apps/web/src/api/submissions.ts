import type { CountAnswer, DeletedAnswer, RelatedAnswer, SubmissionAnswer, SubmissionsAnswer } from '@collector/schema'
import type { AddressFilters } from '../format/address-filters.ts'
import { request, requestJson } from './request.ts'

type ListQuery = AddressFilters & { limit?: string; cursor?: string | undefined }

/** One page of what is stored, newest first. Of what is rare it may have none, and yet a next page. */
export function listSubmissions(query: ListQuery, signal: AbortSignal): Promise<SubmissionsAnswer> {
  return requestJson(`/submissions${queryText(query)}`, { signal })
}

/**
 * The first page that has any, or the last one.
 *
 * @param onLookingBack called where the server found none yet and is asked to go on
 */
export async function findSubmissions(
  query: ListQuery,
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

/** One submission, whole. */
export function getSubmission(submissionId: string, signal: AbortSignal): Promise<SubmissionAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}`, { signal })
}

/** Requests the related submissions. */
export function getRelated(submissionId: string, signal: AbortSignal): Promise<RelatedAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}/related`, { signal })
}

export function countSubmissions(filters: AddressFilters, signal?: AbortSignal): Promise<CountAnswer> {
  return requestJson(`/submissions/count${queryText(filters)}`, { signal: signal ?? null })
}

export async function deleteSubmission(submissionId: string): Promise<void> {
  await request(`/submissions/${encodeURIComponent(submissionId)}`, { method: 'DELETE' })
}

/** @returns how many it were */
export async function deleteSubmissions(filters: AddressFilters): Promise<number> {
  const { deleted } = await requestJson<DeletedAnswer>(`/submissions${queryText(filters)}`, { method: 'DELETE' })
  return deleted
}

/** "?a=b" of what is given. */
export function queryText(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
