import type { ClientAddressAnswer } from '@collector/schema'

/** Returns the client address and how it was found, as names and facts. */
export function addressFacts(answer: ClientAddressAnswer): [name: string, fact: string][] {
  const { address, stored, connection, forwardedFor, protocol, user } = answer
  return [
    ['IP address', address],
    ['Why', why(answer)],
    ['Stored as', stored === null ? 'not stored: IP_MODE is none' : stored],
    ['Connected from', connection],
    ['X-Forwarded-For', forwardedFor ?? 'not sent'],
    ['Protocol', protocol],
    ...(user === null ? [] : [['Signed in by the proxy as', user] as [string, string]]),
  ]
}

function why({ connection, isTrustedProxy, forwardedFor }: ClientAddressAnswer): string {
  if (isTrustedProxy && forwardedFor !== null) {
    return `${connection} is a proxy that TRUST_PROXY names, so its X-Forwarded-For is trusted`
  }
  if (isTrustedProxy) return `${connection} is a proxy that TRUST_PROXY names, but it sent no X-Forwarded-For`
  if (forwardedFor !== null) {
    return `X-Forwarded-For is ignored, because TRUST_PROXY does not name ${connection}. If that is your proxy, add it`
  }
  return 'The address of the connection; no proxy sent another'
}
