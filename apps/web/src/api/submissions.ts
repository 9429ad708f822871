import type { SubmissionAnswer, SubmissionsAnswer } from '@collector/schema'
import { type Query, queryText } from './query-text.ts'
import { requestJson } from './request.ts'

/** One page of what is stored, newest first. A page of rare matches may be empty and yet have a next one. */
export function listSubmissions(query: Query, signal: AbortSignal): Promise<SubmissionsAnswer> {
  return requestJson(`/submissions${queryText(query)}`, { signal })
}

/** One submission, whole. */
export function getSubmission(submissionId: string, signal: AbortSignal): Promise<SubmissionAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}`, { signal })
}
