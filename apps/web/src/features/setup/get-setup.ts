import type { SetupAnswer } from '@collector/schema'
import { requestJson } from '../../api/request.ts'

/** Requests the settings that a site needs to send submissions here. */
export function getSetup(signal: AbortSignal): Promise<SetupAnswer> {
  return requestJson('/setup', { signal })
}
