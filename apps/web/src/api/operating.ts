import type { ClientAddressAnswer, RefusalsAnswer, SetupAnswer } from '@collector/schema'
import { requestJson } from './request.ts'

/** How a site sends submissions here. */
export function getSetup(signal: AbortSignal): Promise<SetupAnswer> {
  return requestJson('/setup', { signal })
}

/** Requests the latest refusals and their reasons. */
export function getRefusals(signal: AbortSignal): Promise<RefusalsAnswer> {
  return requestJson('/refusals', { signal })
}

/** The address this browser seems to have. */
export function getClientAddress(signal: AbortSignal): Promise<ClientAddressAnswer> {
  return requestJson('/client-address', { signal })
}
