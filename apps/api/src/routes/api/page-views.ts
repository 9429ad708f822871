import { countAnswer, filters } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { countPageViews } from '../../statistics/count-page-views.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers how many page views there were. */
export function pageViewRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/page-views/count',
      {
        schema: {
          summary: 'Number of page views that match',
          tags: ['analysis'],
          querystring: filters,
          response: { 200: countAnswer },
        },
      },
      async (request) => countPageViews(db, request.query),
    )
  }
}
