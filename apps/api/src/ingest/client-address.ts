import { isIPv6 } from 'node:net'

export type IpMode = 'full' | 'truncated' | 'none'

/**
 * The address to store. An IPv4 address that came in IPv6 form is stored as IPv4. `truncated` keeps the network: /24 of
 * IPv4, /48 of IPv6. A connection that is gone already has none.
 */
export function clientAddress(address: string | undefined, mode: IpMode): string | null {
  if (mode === 'none' || address === undefined) return null
  const plain = address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
  if (mode === 'full') return plain
  return isIPv6(plain) ? `${firstGroups(plain)}::` : plain.replace(/\.\d+$/, '.0')
}

/** The first three of eight groups, with what `::` stands for filled in and a zone left out. */
function firstGroups(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const filled = [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return filled.slice(0, 3).join(':')
}
