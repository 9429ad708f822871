import { isIPv6 } from 'node:net'

export type IpMode = 'full' | 'truncated' | 'none'

/**
 * The address to store. An IPv4 address that came in IPv6 form is stored as IPv4. `truncated` keeps the network: /24 of
 * IPv4, /48 of IPv6. A connection that is gone already has none.
 */
export function clientAddress(address: string | undefined, mode: IpMode): string | null {
  if (mode === 'none' || address === undefined) return null
  const plain = withoutMapping(address)
  if (mode === 'full') return plain
  return isIPv6(plain) ? `${firstGroups(plain, 3)}::` : plain.replace(/\.\d+$/, '.0')
}

/**
 * What is counted as one sender: an IPv4 address, or the /64 of an IPv6 address: one machine or household has
 * all addresses of its network.
 */
export function senderOf(address: string): string {
  const plain = withoutMapping(address)
  return isIPv6(plain) ? `${firstGroups(plain, 4)}::` : plain
}

function withoutMapping(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

/** The first of eight groups, with what `::` stands for filled in and a zone left out. */
function firstGroups(address: string, count: number): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const filled = [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return filled.slice(0, count).join(':')
}
