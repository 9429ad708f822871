import { submissionBody } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { clientAddress } from '../access/client-address.ts'
import { headRefusal } from '../ingest/head-refusal.ts'
import { HeldBytes } from '../ingest/held-bytes.ts'
import { createIngest, type SubmissionStore } from '../ingest/ingest-submission.ts'
import { readBody } from '../ingest/read-body.ts'
import { type Receiving, receiveBodies } from './receive-bodies.ts'

/** Limit for all bodies in flight together: many slow senders must not fill the memory. */
const maxHeldBytes = 268_435_456

/** POST /collect: stores a submission and answers, after the commit, with what came. */
export function collectRoutes(receiving: Receiving, store: SubmissionStore): FastifyPluginAsyncTypebox {
  const { config, storage, meters } = receiving
  const ingest = createIngest(storage, meters, store)
  const { maxBodyBytes } = config
  const held = new HeldBytes(Math.max(maxHeldBytes, 4 * maxBodyBytes), (bytes) => meters.receivingBytes.set(bytes))

  return async (app) => {
    // the handler reads the body itself, as bytes: they are stored and answered as they came
    receiveBodies(app, receiving)

    for (const url of new Set(['/collect', config.collectPath])) {
      app.options(url, { schema: { hide: true } }, (_request, reply) => reply.status(204).send())

      app.post(
        url,
        {
          bodyLimit: maxBodyBytes,
          // after those that count requests
          preParsing: ({ headers }, _reply, _payload, done) => done(headRefusal(headers)),
          schema: { body: submissionBody, summary: 'Store a submission', tags: ['collect'] },
          // the schema is for the OpenAPI document: the body is checked once it was read
          validatorCompiler: () => () => true,
          config: { rateLimit: config.rateLimitPerMinute > 0 && { max: config.rateLimitPerMinute } },
        },
        async (request, reply) => {
          const { 'content-encoding': encoding, 'user-agent': userAgent, prefer } = request.headers
          const bytes = await readBody(request.raw, encoding, { maxBytes: maxBodyBytes, hold: held.until(reply.raw) })
          request.log.debug({ payload: { toJSON: () => bytes.toString() } }, 'Received')
          const ip = clientAddress(request.ip, config.ipMode)
          const { id, submissionId, isNew } = await ingest({ bytes, ip, userAgent })

          request.log.info({ id, submissionId, ip, bytes: bytes.length }, isNew ? 'Stored' : 'Stored before')
          reply.headers({ 'x-submission-id': submissionId, 'x-submission-number': id })
          if (prefersMinimal(prefer)) return reply.status(204).send()
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
