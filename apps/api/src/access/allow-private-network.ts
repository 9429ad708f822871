import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Allows pages of the internet to use this server in a private network
 * (https://wicg.github.io/private-network-access/). Browsers send a preflight first.
 */
export function allowPrivateNetwork({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers['access-control-request-private-network'] === 'true') {
    reply.header('access-control-allow-private-network', 'true')
  }
}
