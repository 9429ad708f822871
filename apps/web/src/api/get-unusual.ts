import type { UnusualAnswer } from '@collector/schema'
import { ApiError, requestJson } from './request.ts'

/** Requests what is unusual about the browser of a submission; undefined for one of no page view. */
export async function getUnusual(submissionId: string, signal: AbortSignal): Promise<UnusualAnswer | undefined> {
  try {
    return await requestJson(`/submissions/${encodeURIComponent(submissionId)}/unusual`, { signal })
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
