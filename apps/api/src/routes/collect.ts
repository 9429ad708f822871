import type { IncomingMessage } from 'node:http'
import { submissionBody } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyRequest } from 'fastify'
import { allowOrigins } from '../access/allow-origins.ts'
import type { Config } from '../config.ts'
import { checkShape, smallBytes } from '../ingest/check-shape.ts'
import { clientAddress } from '../ingest/client-address.ts'
import { HeldBytes } from '../ingest/held-bytes.ts'
import { createIngest } from '../ingest/ingest-submission.ts'
import { type ParsedSubmission, parseSubmission } from '../ingest/parse-submission.ts'
import { readBody } from '../ingest/read-body.ts'
import type { Meters } from '../operating/meters.ts'
import type { RecordRefusal } from '../operating/record-refusal.ts'
import { toldOf } from '../plugins/error-handler.ts'
import type { Storage } from '../storage/storage.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came; set where submissions are received. */
    received: Buffer
    /** How it was parsed, besides its value. */
    parsed: Omit<ParsedSubmission, 'value'> | undefined
    /** How much of it is held in memory. */
    heldBytes: number
  }
}

/** Of all bodies that are on their way: many slow senders must not fill the memory. */
const maxHeldBytes = 268_435_456

/** POST /collect: stores a submission and answers, after the commit, with what came. */
export function collectRoutes(
  config: Config,
  storage: Storage,
  meters: Meters,
  recordRefusal: RecordRefusal,
): FastifyPluginAsyncTypebox {
  const ingest = createIngest(storage, (rows, seconds) => {
    meters.batchRows.observe(rows)
    meters.batchSeconds.observe(seconds)
  })
  return async (app) => {
    app.setErrorHandler((error: FastifyError, request) => {
      recordRefusal(request, toldOf(error, storage))
      throw error
    })
    app.decorateRequest('received')
    app.decorateRequest('parsed')
    app.decorateRequest('heldBytes', 0)
    const held = new HeldBytes(Math.max(maxHeldBytes, 4 * config.maxBodyBytes))
    app.addHook('onRequest', (request, reply, done) => {
      if (request.method === 'POST') meters.received.inc()
      // also when the sender went away before it was answered
      reply.raw.once('close', () => {
        held.release(request.heldBytes)
        meters.receivingBytes.set(held.bytes)
      })
      done()
    })
    allowOrigins(app, config.allowedOrigins, recordRefusal)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      ['application/json', 'text/plain'],
      async (request: FastifyRequest, stream: IncomingMessage) => {
        const { 'content-encoding': encoding } = request.headers
        request.received = await readBody(stream, encoding, config.maxBodyBytes, (bytes) => {
          held.hold(bytes)
          request.heldBytes += bytes
          meters.receivingBytes.set(held.bytes)
        })
        if (request.received.length > smallBytes) await checkShape(request.received)
        const { value, ...parsed } = parseSubmission(request.received)
        request.parsed = parsed
        return value
      },
    )

    for (const url of new Set(['/collect', config.collectPath])) {
      app.options(url, { schema: { hide: true } }, (_request, reply) => reply.status(204).send())

      app.post(
        url,
        {
          schema: { body: submissionBody, summary: 'Store a submission', tags: ['collect'] },
          config: { rateLimit: config.rateLimitPerMinute > 0 && { max: config.rateLimitPerMinute } },
        },
        async (request, reply) => {
          const { received: bytes } = request
          request.log.debug({ payload: { toJSON: () => bytes.toString() } }, 'Received')
          const ip = clientAddress(request.ip, config.ipMode)
          const { 'user-agent': userAgent } = request.headers
          const storing = ingest({ bytes, body: request.body, ...request.parsed, ip, userAgent })
          meters.storing.inc()
          // garbage that is young costs least
          request.body = {}
          request.parsed = undefined
          const stored = await storing.finally(() => meters.storing.dec())
          meters.stored.inc({ repeated: String(!stored.isNew) })
          meters.bytes.observe(bytes.length)

          request.log.info(
            { id: stored.id, submissionId: stored.submissionId, ip, bytes: bytes.length },
            stored.isNew ? 'Stored' : 'Stored before',
          )
          reply.headers({ 'x-submission-id': stored.submissionId, 'x-submission-number': stored.id })
          if (prefersMinimal(request.headers.prefer)) return reply.status(204).send()
          return reply.type('application/json; charset=utf-8').send(bytes)
        },
      )
    }
  }
}

/** RFC 7240; the header may hold several preferences, and may come several times. */
function prefersMinimal(prefer: string | string[] | undefined): boolean {
  return [prefer ?? []].flat().some((value) => /(^|[,;])\s*return\s*=\s*"?minimal"?\s*($|[,;])/i.test(value))
}
