import { pagesAnswer, pagesQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '../../config.ts'
import { pageNamer } from '../../identity/path-pattern.ts'
import { answerPages } from '../../statistics/pages.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers the pages of a site with their vitals. */
export function pageRoutes({ pathPatterns }: Config, { readDb: db }: Storage): FastifyPluginAsyncTypebox {
  const nameOf = pageNamer(pathPatterns)
  return async (app) => {
    app.get(
      '/pages',
      {
        schema: {
          summary: 'Pages with their page views, errors and vitals, most page views first',
          tags: ['analysis'],
          querystring: pagesQuery,
          response: { 200: pagesAnswer },
        },
      },
      async (request) => answerPages(db, request.query, nameOf),
    )
  }
}
