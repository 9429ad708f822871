import { isIP, isIPv6 } from 'node:net'

/**
 * Returns the canonical notation of an IP address: IPv6 by RFC 5952 (lower case, zeros compressed) without a zone, an IPv4
 * address in IPv6 form (::ffff:0:0/96) as IPv4, both without brackets and port. Undefined for anything else.
 */
export function canonicalAddress(text: string): string | undefined {
  const bare = withoutPort(text)
  if (isIP(bare) === 4) return bare
  if (!isIPv6(bare)) return undefined
  const compressed = URL.parse(`http://[${bare.replace(/%.*$/s, '')}]`)?.hostname.slice(1, -1)
  return compressed === undefined ? undefined : (mappedIpv4(compressed) ?? compressed)
}

/** Returns the network of a canonical address: its first bits (for IPv6 a multiple of 16), then zeros. */
export function networkOf(address: string, bits: { ipv4: 24 | 32; ipv6: 48 | 64 }): string {
  if (!isIPv6(address)) return bits.ipv4 === 32 ? address : address.replace(/\.\d+$/, '.0')
  const [head = [], tail] = address.split('::').map((groups) => groups.split(':').filter(Boolean))
  const filled = tail ? [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head
  return canonicalAddress(`${filled.slice(0, bits.ipv6 / 16).join(':')}::`) as string
}

function withoutPort(text: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')
}

/** Returns an IPv4 address from its IPv6 form: `::ffff:c000:207` is 192.0.2.7. */
function mappedIpv4(compressed: string): string | undefined {
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(compressed) ?? []
  if (high === undefined || low === undefined) return undefined
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [first >> 8, first & 255, second >> 8, second & 255].join('.')
}
