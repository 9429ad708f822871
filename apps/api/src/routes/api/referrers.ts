import { referrersAnswer, referrersQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { answerReferrers } from '../../statistics/referrers.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers which sites visitors come from. */
export function referrerRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/referrers',
      {
        schema: {
          summary: 'Page views of a period by the host of their referrer',
          tags: ['analysis'],
          querystring: referrersQuery,
          response: { 200: referrersAnswer },
        },
      },
      async (request) => answerReferrers(db, request.query),
    )
  }
}
