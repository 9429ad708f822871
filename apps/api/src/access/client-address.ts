import { canonicalAddress, networkOf } from '../identity/canonical-address.ts'

export type IpMode = 'full' | 'truncated' | 'none'

/**
 * Returns the address to store, in its canonical notation. `truncated` keeps the network: /24 of IPv4, /48 of IPv6.
 * Undefined if the connection is gone, or if a proxy passes on a word (`unknown`, RFC 7239).
 */
export function clientAddress(address: string | undefined, mode: IpMode): string | null {
  const canonical = canonicalAddress(address ?? '')
  if (mode === 'none' || canonical === undefined) return null
  return mode === 'full' ? canonical : networkOf(canonical, { ipv4: 24, ipv6: 48 })
}

/** Returns the unit that limits count as one sender: an IPv4 address, or the /64 of an IPv6 address, which one household or machine has. */
export function senderOf(address: string): string {
  const canonical = canonicalAddress(address)
  return canonical === undefined ? address : networkOf(canonical, { ipv4: 32, ipv6: 64 })
}
