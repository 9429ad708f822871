import type { FastifyInstance } from 'fastify'
import { RefusedError } from '../http-errors.ts'
import type { RecordRefusal } from '../operating/record-refusal.ts'
import { allowPrivateNetwork } from './allow-private-network.ts'
import { isOwnOrigin } from './is-from-other-site.ts'

/** Request headers of our SDK, of Sentry's and of Grafana Faro's. */
const allowedHeaders = [
  ...['Content-Type', 'Content-Encoding', 'Prefer'],
  ...['X-Sentry-Auth', 'sentry-trace', 'baggage'],
  ...['X-API-Key', 'X-Faro-Session-Id', 'Idempotency-Key', 'traceparent'],
].join(', ')

/**
 * Answers which origins may post (CORS), and refuses others, because browsers let any page post text. Never allows
 * cookies. A request without an Origin comes from no page; our own pages are always allowed.
 */
export function allowOrigins(app: FastifyInstance, allowedOrigins: string[], recordRefusal: RecordRefusal): void {
  const allowsAll = allowedOrigins.includes('*')

  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers
    const isAllowed = allowsAll || (origin !== undefined && allowedOrigins.includes(origin))
    if (isAllowed) reply.header('access-control-allow-origin', allowsAll ? '*' : origin)
    if (!allowsAll) reply.header('vary', 'Origin')
    reply.header(
      'access-control-expose-headers',
      'X-Submission-Id, X-Submission-Number, Retry-After, X-Sentry-Rate-Limits',
    )
    const isRefused = origin !== undefined && !isAllowed && !isOwnOrigin(request, origin)
    const refusal = isRefused
      ? new RefusedError(403, `pages of ${origin} may not post here: it is not in ALLOWED_ORIGINS`)
      : undefined
    if (request.method === 'OPTIONS') {
      // a browser whose preflight is refused sends no post, so this is the only trace
      if (refusal) recordRefusal(request, refusal)
      reply.headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': allowedHeaders,
        'access-control-max-age': '86400',
      })
      if (!refusal) allowPrivateNetwork(request, reply)
      done()
      return
    }
    done(refusal)
  })
}
