import { overviewAnswer, overviewQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { answerOverview } from '../../statistics/overview.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers the numbers of the overview. */
export function overviewRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/overview',
      {
        schema: {
          summary: 'Counts, vitals and top lists of a period, each with its value in the previous period',
          tags: ['analysis'],
          querystring: overviewQuery,
          response: { 200: overviewAnswer },
        },
      },
      async (request) => answerOverview(db, request.query),
    )
  }
}
