import type { RefusalsAnswer } from '@collector/schema'
import { requestJson } from './request.ts'

/** Requests the latest refusals and their reasons. */
export function getRefusals(signal: AbortSignal): Promise<RefusalsAnswer> {
  return requestJson('/refusals', { signal })
}
