import { isIP, isIPv6 } from 'node:net'

export type IpMode = 'full' | 'truncated' | 'none'

/**
 * The address to store. An IPv4 address that came in IPv6 form is stored as IPv4, one with a port without it. `truncated`
 * keeps the network: /24 of IPv4, /48 of IPv6. A connection that is gone already has none, nor is there one where a proxy
 * passes on words (`unknown`, RFC 7239).
 */
export function clientAddress(address: string | undefined, mode: IpMode): string | null {
  const plain = plainAddress(address ?? '')
  if (mode === 'none' || isIP(plain) === 0) return null
  if (mode === 'full') return plain
  return isIPv6(plain) ? `${firstGroups(plain, 3)}::` : plain.replace(/\.\d+$/, '.0')
}

/** What is counted as one sender: an IPv4 address, or the /64 of an IPv6 address, which one household or machine has. */
export function senderOf(address: string): string {
  const plain = plainAddress(address)
  return isIPv6(plain) ? `${firstGroups(plain, 4)}::` : plain
}

function plainAddress(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1')
  return bare.toLowerCase().startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare
}

/** The first of eight groups, with what `::` stands for filled in and a zone left out. */
function firstGroups(address: string, count: number): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const filled = [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after]
  return filled.slice(0, count).join(':')
}
