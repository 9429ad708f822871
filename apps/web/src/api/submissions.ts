import type { SubmissionAnswer, SubmissionsAnswer } from '@collector/schema'
import type { AddressFilters } from '../format/address-filters.ts'
import { requestJson } from './request.ts'

/** One page of what is stored, newest first. */
export function listSubmissions(
  query: AddressFilters & { limit?: string; cursor?: string | undefined },
  signal: AbortSignal,
): Promise<SubmissionsAnswer> {
  return requestJson(`/submissions${queryText(query)}`, { signal })
}

/** One submission, whole. */
export function getSubmission(submissionId: string, signal: AbortSignal): Promise<SubmissionAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}`, { signal })
}

/** "?a=b" of what is given. */
export function queryText(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
