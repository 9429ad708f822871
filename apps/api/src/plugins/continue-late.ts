import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tooLarge } from '../ingest/read-body.ts'

const methodsWithBody = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Sends `100 Continue` when a body is about to be read. Node sends it before the first hook runs, so that whoever is refused by the head of
 * the request would have sent the body in vain. A body that is announced to be too large is refused here, too, unread.
 */
export function continueLate(app: FastifyInstance): void {
  const waiting = new WeakMap<IncomingMessage, () => void>()

  app.server.on('checkContinue', (request, response) => {
    const { shouldKeepAlive } = response
    // a sender that is refused may send its body or not: where the next request would begin is unknown
    response.shouldKeepAlive = false
    waiting.set(request, () => {
      response.shouldKeepAlive = shouldKeepAlive
      response.writeContinue()
    })
    app.server.emit('request', request, response)
  })

  // behind all hooks that refuse
  app.addHook('onRoute', (route) => {
    if (![route.method].flat().some((method) => methodsWithBody.includes(method))) return
    const before = [route.preParsing ?? []].flat()
    route.preParsing = [
      ...before,
      (request, _reply, payload, done) => {
        if (isTooLarge(request)) return done(tooLarge(request.routeOptions.bodyLimit))
        waiting.get(request.raw)?.()
        done(null, payload)
      },
    ]
  })
}

function isTooLarge({ headers, routeOptions }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? 0) > routeOptions.bodyLimit
}
