import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tooLarge } from '../ingest/read-body.ts'

const methodsWithBody = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Sends `100 Continue` when a body is about to be read. Node sends it before the first hook runs, so that a client
 * refused by its headers would have sent the body in vain. A body whose declared length is too large is refused here
 * too, unread.
 */
export function continueLate(app: FastifyInstance): void {
  const waiting = new WeakMap<IncomingMessage, () => void>()

  app.server.on('checkContinue', (request, response) => {
    const { shouldKeepAlive } = response
    // a refused client may or may not send its body, so the start of the next request is unknown
    response.shouldKeepAlive = false
    waiting.set(request, () => {
      response.shouldKeepAlive = shouldKeepAlive
      response.writeContinue()
    })
    app.server.emit('request', request, response)
  })

  // after all hooks that refuse
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
