import type { FingerprintAnswer, FingerprintsAnswer, RelatedAnswer, SubmissionErrorsAnswer } from '@collector/schema'
import { ApiError, request, requestJson } from '../../api/request.ts'
import type { StoredErrors } from '../report/overview/error-list.ts'

/** Requests the related submissions. */
export function getRelated(submissionId: string, signal: AbortSignal): Promise<RelatedAnswer> {
  return requestJson(`/submissions/${encodeURIComponent(submissionId)}/related`, { signal })
}

/** Requests its errors with their groups and frames, by their places among the errors that were sent. */
export async function getErrors(submissionId: string, signal: AbortSignal): Promise<StoredErrors> {
  const path = `/submissions/${encodeURIComponent(submissionId)}/errors`
  const { items } = await requestJson<SubmissionErrorsAnswer>(path, { signal })
  return new Map(items.map((error) => [error.ordinal, error]))
}

export async function deleteSubmission(submissionId: string): Promise<void> {
  await request(`/submissions/${encodeURIComponent(submissionId)}`, { method: 'DELETE' })
}

/** Requests how the fingerprints of all browsers differ. */
export function getCrowd(signal: AbortSignal): Promise<FingerprintsAnswer> {
  return requestJson('/fingerprints', { signal })
}

/** Requests how many page views share a device fingerprint; undefined if none has it. */
export async function getFingerprint(hash: string, signal: AbortSignal): Promise<FingerprintAnswer | undefined> {
  try {
    return await requestJson(`/fingerprints/${encodeURIComponent(hash)}`, { signal })
  } catch (error) {
    // 400: the submission's hash is malformed
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return undefined
    throw error
  }
}
