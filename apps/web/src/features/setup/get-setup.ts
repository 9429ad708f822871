import type { SetupAnswer } from '@collector/schema'
import { requestJson } from '../../api/request.ts'

/** How a site sends submissions here. */
export function getSetup(signal: AbortSignal): Promise<SetupAnswer> {
  return requestJson('/setup', { signal })
}
