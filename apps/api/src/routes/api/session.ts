import { sessionAnswer } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Guard } from '../../access/guard.ts'
import { answer, unavailable } from '../../plugins/error-handler.ts'

/** Signs in to the dashboard and out of it. */
export function sessionRoutes(guard: Guard): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/session',
      // answers 200 instead of 401, which browsers would log in the console of every visitor of `/`
      {
        schema: {
          summary: 'Sign-in state of this browser',
          tags: ['session'],
          security: [],
          response: { 200: sessionAnswer },
        },
      },
      async (request, reply) => {
        const isSignedIn = guard.isSignedIn(request)
        return isSignedIn === undefined ? unavailable(reply) : { isSignedIn }
      },
    )

    app.post(
      '/session',
      {
        schema: {
          summary: 'Sign in',
          tags: ['session'],
          security: [],
          body: Type.Object({ token: Type.String() }, { additionalProperties: false }),
        },
      },
      async (request, reply) => {
        const refusal = guard.openSession(request, reply, request.body.token)
        if (!refusal) return reply.status(204).send()
        if (refusal.statusCode === 503) return unavailable(reply)
        return answer(reply, refusal.statusCode, refusal.message)
      },
    )

    app.delete(
      '/session',
      { schema: { summary: 'Sign out', tags: ['session'], security: [] } },
      async (_request, reply) => {
        guard.closeSession(reply)
        return reply.status(204).send()
      },
    )
  }
}
