import { compile } from '@fastify/proxy-addr'
import type { FastifyRequest } from 'fastify'

/**
 * Returns the user that a sign-in proxy names in its header, trusted only from the proxy's own connection. Undefined
 * without the header, or if another client sent it.
 */
export function trustedUser(trustProxy: string[], header: string | undefined) {
  if (header === undefined) return () => undefined
  const isTrusted = compile(trustProxy)
  return ({ headers, socket }: FastifyRequest): string | undefined => {
    const value = headers[header.toLowerCase()]
    if (typeof value !== 'string' || value.trim() === '') return undefined
    return socket.remoteAddress !== undefined && isTrusted(socket.remoteAddress, 0) ? value : undefined
  }
}
