import type { FastifyInstance } from 'fastify'
import type { Meters } from '../operating/meters.ts'

/** Times every request by its route, and counts malformed requests. */
export function measureRequests(app: FastifyInstance, { requestSeconds, brokenRequests }: Meters): void {
  app.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    requestSeconds.observe({ method, route: routeOptions.url ?? 'none', status }, reply.elapsedTime / 1000)
    done()
  })
  app.server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ECONNRESET' && code !== 'EPIPE') brokenRequests.inc()
  })
}
