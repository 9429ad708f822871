import { healthAnswer } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MissingNodesError } from '../storage/missing-nodes.ts'
import type { Storage } from '../storage/storage.ts'

const pingTimeoutMs = 1500

/** Answers to watchers: whether the database can be written to, the process is up, and it should get traffic. */
export function healthRoutes(storage: Storage, isDraining: () => boolean): FastifyPluginAsyncTypebox {
  return async (app) => {
    let pinging: Promise<void> | undefined
    /** Concurrent callers share one answer: this route is open to anyone and must not keep the database busy. */
    const isDatabaseUp = async () => {
      pinging ??= storage.ping(pingTimeoutMs).finally(() => {
        pinging = undefined
      })
      await pinging
    }

    app.get(
      '/health',
      {
        schema: {
          summary: 'Health: 200 if the database can be written to, else 503',
          tags: ['operating'],
          response: { 200: healthAnswer, 503: healthAnswer },
        },
      },
      async (request, reply) => {
        try {
          await isDatabaseUp()
          return { status: 'healthy', database: 'connected' } as const
        } catch (error) {
          request.log.error(`Unhealthy: ${(error as Error).message}`)
          if (error instanceof MissingNodesError) {
            // anyone may ask: the names of the nodes are in the log only
            const missing = `${error.missing} of ${error.nodes} nodes`
            return reply.status(503).send({ status: 'unhealthy', database: 'incomplete', missing })
          }
          return reply.status(503).send({ status: 'unhealthy', database: 'disconnected' })
        }
      },
    )

    app.get(
      '/livez',
      { schema: { summary: 'Liveness: 200 while the process runs', tags: ['operating'] } },
      async () => ({
        ok: true,
      }),
    )

    app.get(
      '/readyz',
      { schema: { summary: 'Readiness: 200 if this process should get traffic, else 503', tags: ['operating'] } },
      async (_request, reply) => {
        const ok =
          !isDraining() &&
          (await isDatabaseUp().then(
            () => true,
            // the other nodes store
            (error) => error instanceof MissingNodesError,
          ))
        return reply.status(ok ? 200 : 503).send({ ok })
      },
    )
  }
}
