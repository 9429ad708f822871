import { compile } from '@fastify/proxy-addr'
import type { FastifyRequest } from 'fastify'

/**
 * Whom a proxy that signs people in says this is: the value of the header that is set for it, believed only from the
 * proxy's own connection. Undefined where there is none, or somebody else sent it.
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
