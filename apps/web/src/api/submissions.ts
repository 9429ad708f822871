import type { SubmissionAnswer, SubmissionsAnswer } from '@collector/schema'
import { type Query, queryText } from './query-text.ts'
import { requestJson } from './request.ts'

/** Requests one page of submissions, newest first. With rare matches a page may be empty and still have a next one. */
export function listSubmissions(query: Query, signal: AbortSignal): Promise<SubmissionsAnswer> {
  return requestJson(`/submissions${queryText(query)}`, { signal })
}

/** Requests one whole submission. */
export function getSubmission(submissionId: string, signal: AbortSignal): Promise<SubmissionAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}`, { signal })
}
