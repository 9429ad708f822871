import { metricAnswer, metricParams, metricQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { answerMetric } from '../../statistics/metric.ts'
import type { Storage } from '../../storage/storage.ts'

/** How the vitals were. */
export function metricRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
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
  }
}
