import { metricAnswer, metricParams, metricQuery, reasonsAnswer, reasonsQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '../../config.ts'
import { pageNamer } from '../../identity/path-pattern.ts'
import { answerMetric } from '../../statistics/metric.ts'
import { answerReasons } from '../../statistics/reasons.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers the distribution of a vital. */
export function metricRoutes({ pathPatterns }: Config, { readDb: db }: Storage): FastifyPluginAsyncTypebox {
  const nameOf = pageNamer(pathPatterns)
  return async (app) => {
    app.get(
      '/metrics/:name',
      {
        schema: {
          summary: 'Percentiles, ratings, histogram, time series and breakdown of a metric, over page views',
          tags: ['analysis'],
          params: metricParams,
          querystring: metricQuery,
          response: { 200: metricAnswer },
        },
      },
      async (request) => answerMetric(db, request.params.name, request.query),
    )

    app.get(
      '/metrics/:name/reasons',
      {
        schema: {
          summary: 'Why a metric is what it is: elements, targets of interactions, scripts and phases, over page views',
          tags: ['analysis'],
          params: metricParams,
          querystring: reasonsQuery,
          response: { 200: reasonsAnswer },
        },
      },
      async (request) => answerReasons(db, request.params.name, request.query, nameOf),
    )
  }
}
