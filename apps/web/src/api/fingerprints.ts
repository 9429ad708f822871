import type { FingerprintAnswer } from '@collector/schema'
import { ApiError, requestJson } from './request.ts'

/** How many share a device fingerprint; undefined where none of those that count has it. */
export async function getFingerprint(hash: string, signal: AbortSignal): Promise<FingerprintAnswer | undefined> {
  try {
    return await requestJson(`/fingerprints/${encodeURIComponent(hash)}`, { signal })
  } catch (error) {
    // 400: what was sent as its hash is none
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return undefined
    throw error
  }
}
