import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Tells a browser that a page of the internet may use this server of an intranet
 * (https://wicg.github.io/private-network-access/). It asks before it sends.
 */
export function allowPrivateNetwork({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (headers['access-control-request-private-network'] === 'true') {
    reply.header('access-control-allow-private-network', 'true')
  }
}
