import type { ClientAddressAnswer } from '@collector/schema'
import { requestJson } from '../../api/request.ts'

/** Requests the client address of this browser. */
export function getClientAddress(signal: AbortSignal): Promise<ClientAddressAnswer> {
  return requestJson('/client-address', { signal })
}
