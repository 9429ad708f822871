import type { ClientAddressAnswer } from '@collector/schema'
import { requestJson } from '../../api/request.ts'

/** The address this browser seems to have. */
export function getClientAddress(signal: AbortSignal): Promise<ClientAddressAnswer> {
  return requestJson('/client-address', { signal })
}
