import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RecordRefusal } from '../operating/record-refusal.ts'
import { answer } from './error-handler.ts'
import { pageHeaders } from './security-headers.ts'

/**
 * Answers requests without a route: browsers get the dashboard's not-found page, other clients the error as JSON.
 * There is no rate limit, since the answer needs no database and is cheap.
 */
export function handleNotFound(app: FastifyInstance, shell: string | undefined, recordRefusal: RecordRefusal): void {
  const answerNotFound = (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.replace(/\?.*/, '')
    // an address that only accepts posts exists, but is no page
    if (shell && isForPerson(request, path) && !app.hasRoute({ method: 'POST', url: path })) {
      reply.status(404).headers({ ...pageHeaders, 'cache-control': 'no-store' })
      return reply.type('text/html; charset=utf-8').send(shell)
    }
    const message = `there is no ${request.method} here`
    if (request.method === 'POST') recordRefusal(request, { statusCode: 404, message })
    return answer(reply, 404, message)
  }
  app.setNotFoundHandler(answerNotFound)
  // answers at once, without reading the body
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (request.is404) answerNotFound(request, reply)
    else done(null, payload)
  })
}

/** Returns whether a browser opens this address as a page, which nobody does with an address of the API. */
function isForPerson({ method, headers }: FastifyRequest, path: string): boolean {
  const isRead = method === 'GET' || method === 'HEAD'
  return isRead && !path.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '')
}
