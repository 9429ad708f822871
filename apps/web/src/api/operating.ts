import type { RefusalsAnswer, SetupAnswer } from '@collector/schema'
import { requestJson } from './request.ts'

/** How a site sends submissions here. */
export function getSetup(signal: AbortSignal): Promise<SetupAnswer> {
  return requestJson('/setup', { signal })
}

/** What was not taken lately, and why. */
export function getRefusals(signal: AbortSignal): Promise<RefusalsAnswer> {
  return requestJson('/refusals', { signal })
}
