import type { SubmissionAnswer, SubmissionsAnswer, SubmissionsQuery } from '@collector/schema'
import { requestJson } from './request.ts'

/** One page of what is stored, newest first. */
export function listSubmissions(query: Partial<SubmissionsQuery>, signal: AbortSignal): Promise<SubmissionsAnswer> {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return requestJson(`/submissions?${new URLSearchParams(given)}`, { signal })
}

/** One submission, whole. */
export function getSubmission(submissionId: string, signal: AbortSignal): Promise<SubmissionAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}`, { signal })
}
