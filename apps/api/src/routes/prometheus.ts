import type { FastifyPluginAsync } from 'fastify'
import type { Meters } from '../operating/meters.ts'

const keptMs = 1000

/** GET /metrics for Prometheus. Like the health addresses it needs no token: it holds numbers of the whole service only. */
export function prometheusRoutes({ registry }: Meters): FastifyPluginAsync {
  let latest: { at: number; text: Promise<string> } | undefined
  /** Whoever may ask must not be able to keep the database busy. */
  const recent = (): Promise<string> => {
    if (!latest || Date.now() - latest.at > keptMs) latest = { at: Date.now(), text: registry.metrics() }
    return latest.text
  }
  return async (app) => {
    app.get(
      '/metrics',
      { schema: { summary: 'Metrics of this process in the text format of Prometheus', tags: ['operating'] } },
      async (_request, reply) => reply.type(registry.contentType).send(await recent()),
    )
  }
}
