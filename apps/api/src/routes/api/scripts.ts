import { scriptsAnswer, scriptsQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '../../config.ts'
import { pageNamer } from '../../identity/path-pattern.ts'
import { answerScripts } from '../../statistics/scripts.ts'
import type { Storage } from '../../storage/storage.ts'

/** Costs of the scripts of the pages, their own and those of third parties. */
export function scriptRoutes({ pathPatterns }: Config, { readDb: db }: Storage): FastifyPluginAsyncTypebox {
  const nameOf = pageNamer(pathPatterns)
  return async (app) => {
    app.get(
      '/scripts',
      {
        schema: {
          summary: 'Scripts by host, or one by one, those that cost most first',
          tags: ['analysis'],
          querystring: scriptsQuery,
          response: { 200: scriptsAnswer },
        },
      },
      async (request) => answerScripts(db, request.query, nameOf),
    )
  }
}
