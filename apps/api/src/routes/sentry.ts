import { sentryAnswer } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { clientAddress } from '../access/client-address.ts'
import { RefusedError } from '../http-errors.ts'
import { encodingRefusal } from '../ingest/content-encoding.ts'
import { HeldBytes } from '../ingest/held-bytes.ts'
import type { SubmissionStore } from '../ingest/ingest-submission.ts'
import { readBody } from '../ingest/read-body.ts'
import type { ReadBody } from '../inlets/inlet.ts'
import { dsnKey } from '../inlets/sentry/dsn-key.ts'
import { dsnKeyInEnvelope, dsnKeyOf } from '../inlets/sentry/find-dsn-key.ts'
import { readEnvelope, readStored } from '../inlets/sentry/sentry.ts'
import { createStoreMapped } from '../inlets/store-mapped.ts'
import { type Receiving, receiveBodies } from './receive-bodies.ts'

/** Limit for all bodies in flight together. */
const maxHeldBytes = 67_108_864
/** A DSN ends with the number of a project; Collector has one, and takes any. */
const project = '/api/:project(^\\d+$)'
const query = Type.Object({ sentry_key: Type.Optional(Type.String()) }, { additionalProperties: true })

const addresses: { name: 'envelope' | 'store'; read(bytes: Buffer): Promise<ReadBody> }[] = [
  { name: 'envelope', read: readEnvelope },
  { name: 'store', read: readStored },
]

/** The addresses of Sentry's SDKs. They take no access token: the key of the DSN is public. */
export function sentryRoutes(receiving: Receiving, store: SubmissionStore): FastifyPluginAsyncTypebox {
  const { config, storage, meters, recordRefusal } = receiving
  const { maxBodyBytes, rateLimitPerMinute, ipMode } = config
  const held = new HeldBytes(Math.max(maxHeldBytes, 4 * maxBodyBytes), () => {})
  const storeMapped = createStoreMapped(storage.db, store)

  return async (app) => {
    receiveBodies(app, receiving)
    // the SDKs read their own header before Retry-After; no category means every kind of item
    app.addHook('onSend', async (_request, reply) => {
      const seconds = reply.getHeader('retry-after')
      if (reply.statusCode === 429 && seconds !== undefined) {
        reply.header('x-sentry-rate-limits', `${seconds}::organization`)
      }
    })

    for (const { name, read } of addresses) {
      for (const url of [`${project}/${name}/`, `${project}/${name}`]) {
        app.options(url, { schema: { hide: true } }, (_request, reply) => reply.status(204).send())

        app.post(
          url,
          {
            bodyLimit: maxBodyBytes,
            schema: {
              summary: `Store what Sentry's SDKs post (${name})`,
              tags: ['collect'],
              hide: !url.endsWith('/'),
              security: [],
              querystring: query,
              response: { 200: sentryAnswer },
            },
            config: { rateLimit: rateLimitPerMinute > 0 && { max: rateLimitPerMinute } },
          },
          async (request, reply) => {
            const { 'content-encoding': encoding, 'user-agent': userAgent } = request.headers
            const refusal = encodingRefusal(encoding)
            if (refusal) throw refusal
            const bytes = await readBody(request.raw, encoding, { maxBytes: maxBodyBytes, hold: held.until(reply.raw) })
            const key = dsnKeyOf(request.headers, request.query) ?? dsnKeyInEnvelope(bytes)
            if (key !== (await dsnKey(storage.db))) {
              throw new RefusedError(403, 'the key of the DSN is wrong: the page Set up shows the right one')
            }
            const { submissions, refusals } = await read(bytes)
            for (const message of refusals) recordRefusal(request, { statusCode: 400, message })
            const ip = clientAddress(request.ip, ipMode)
            await Promise.all(submissions.map((one) => storeMapped(one, { ip, userAgent, inlet: 'sentry' })))
            request.log.info({ inlet: 'sentry', ip, bytes: bytes.length, submissions: submissions.length }, 'Stored')
            meters.bytes.observe(bytes.length)
            return { id: (submissions[0]?.submissionId ?? '').replaceAll('-', '') }
          },
        )
      }
    }
  }
}
