import { Readable } from 'node:stream'
import { filters } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { parseFilter } from '../../filters/read-filter.ts'
import type { Storage } from '../../storage/storage.ts'
import { decodeCursor, encodeCursor } from '../../submissions/cursor.ts'
import { type Followed, followSubmissions } from '../../submissions/follow-submissions.ts'

const keepAliveMs = 15_000

/** Streams submissions as they arrive. */
export function streamRoutes({ db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    const closing = new AbortController()
    app.addHook('preClose', async () => closing.abort())

    app.get(
      '/submissions/stream',
      {
        exposeHeadRoute: false,
        schema: {
          summary: 'Server-sent events: each submission as it arrives, in order; resumes after Last-Event-ID',
          tags: ['submissions'],
          querystring: filters,
          headers: Type.Object({ 'last-event-id': Type.Optional(Type.String()) }),
          response: { 200: { content: { 'text/event-stream': { schema: Type.String() } } } },
        },
      },
      async (request, reply) => {
        const { 'last-event-id': lastEventId } = request.headers
        const after = lastEventId ? decodeCursor(lastEventId, 'Last-Event-ID') : undefined
        const filter = parseFilter(request.query)
        const left = new AbortController()
        reply.raw.once('close', () => left.abort())
        const signal = AbortSignal.any([closing.signal, left.signal])
        reply.headers({
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // turns nginx's buffering off
          'x-accel-buffering': 'no',
        })
        return reply.send(Readable.from(events(followSubmissions(db, filter, after, signal))) as never)
      },
    )
  }
}

async function* events(groups: AsyncGenerator<Followed[]>): AsyncGenerator<string> {
  // also sends the headers
  yield 'retry: 2000\n\n'
  let last = Date.now()
  for await (const group of groups) {
    if (group.length > 0) yield group.map(event).join('')
    else if (Date.now() - last > keepAliveMs) yield ': still here\n\n'
    else continue
    last = Date.now()
  }
}

function event({ item, cursor }: Followed): string {
  return `id: ${encodeCursor(cursor)}\nevent: submission\ndata: ${JSON.stringify(item)}\n\n`
}
