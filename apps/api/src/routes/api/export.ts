import { Readable } from 'node:stream'
import { exportQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readFilter } from '../../filters/read-filter.ts'
import type { Storage } from '../../storage/storage.ts'
import { exportLines } from '../../submissions/export-lines.ts'

const types = { ndjson: 'application/x-ndjson', csv: 'text/csv' }

/** Exports the matching submissions as a stream. */
export function exportRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/export',
      {
        exposeHeadRoute: false,
        schema: {
          summary: 'Submissions as a stream: whole as NDJSON, their facts as CSV',
          tags: ['submissions'],
          querystring: exportQuery,
          response: {
            200: {
              content: Object.fromEntries(Object.values(types).map((type) => [type, { schema: Type.String() }])),
            },
          },
        },
      },
      async (request, reply) => {
        const { format, ...filters } = request.query
        const filter = await readFilter(db, filters)
        reply.headers({
          'content-type': `${types[format]}; charset=utf-8`,
          'content-disposition': `attachment; filename="submissions.${format}"`,
          'cache-control': 'no-store',
        })
        return reply.send(Readable.from(exportLines(db, filter, format)) as never)
      },
    )
  }
}
