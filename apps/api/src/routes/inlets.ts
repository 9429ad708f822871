import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { clientAddress, senderOf } from '../access/client-address.ts'
import { RefusedError } from '../http-errors.ts'
import { encodingRefusal } from '../ingest/content-encoding.ts'
import { headRefusal } from '../ingest/head-refusal.ts'
import { HeldBytes } from '../ingest/held-bytes.ts'
import { type SubmissionStore, storeTogether } from '../ingest/ingest-submission.ts'
import { makeSubmission, type Sender } from '../ingest/make-submission.ts'
import { readBody } from '../ingest/read-body.ts'
import { createReportStore, mergeAlike } from '../ingest/store-reports.ts'
import type { Inlet, MadeSubmission, Sent } from '../inlets/inlet.ts'
import { inlets } from '../inlets/inlets.ts'
import { dsnKey } from '../inlets/sentry/dsn-key.ts'
import { type Mapped, mappedOf, storeMapped } from '../inlets/store-mapped.ts'
import { Shards } from '../storage/write/shards.ts'
import { type Receiving, receiveBodies } from './receive-bodies.ts'

/** Limit for all bodies in flight together. */
const maxHeldBytes = 67_108_864
const query = Type.Object({ sentry_key: Type.Optional(Type.String()) }, { additionalProperties: true })

/** Routes for bodies of clients other than our SDK. They answer after the commit, and take no access token. */
export function inletRoutes(receiving: Receiving, store: SubmissionStore): FastifyPluginAsyncTypebox {
  const { config, storage, meters, recordRefusal } = receiving
  const { maxBodyBytes, rateLimitPerMinute, allowedOrigins, ipMode } = config
  const held = new HeldBytes(Math.max(maxHeldBytes, 4 * maxBodyBytes), () => {})
  const storeReport = createReportStore(storage.db, store)
  const shards = new Shards(storage.db)
  const storePart = storeTogether<Mapped>(
    storage,
    {
      storeItems: (parts) => storeMapped(storage.db, shards, parts),
      laneOf: ({ pageViewId }) => shards.of(pageViewId),
    },
    meters,
  )

  return async (app) => {
    receiveBodies(app, receiving)
    for (const inlet of inlets) {
      const [described, ...others] = inlet.paths(config)
      for (const url of new Set([described, ...others])) {
        if (url === undefined) continue
        app.options(url, { schema: { hide: true } }, (_request, reply) => reply.status(204).send())

        app.post(
          url,
          {
            bodyLimit: maxBodyBytes,
            preParsing: ({ headers }, _reply, _payload, done) => {
              const refusal = inlet.contentTypes
                ? headRefusal(headers, inlet.contentTypes)
                : encodingRefusal(headers['content-encoding'])
              done(refusal)
            },
            onSend: async (_request, reply) => {
              const seconds = Number(reply.getHeader('retry-after'))
              if (reply.statusCode === 429 && seconds > 0) reply.headers(inlet.retryHeaders?.(seconds) ?? {})
            },
            schema: {
              summary: inlet.summary,
              tags: ['collect'],
              hide: url !== described,
              security: [],
              ...(inlet.findKey && { querystring: query }),
              response: { [inlet.answer.statusCode]: inlet.answer.schema },
            },
            // reports are limited by their number of rows
            config: { rateLimit: inlet.name !== 'report' && rateLimitPerMinute > 0 && { max: rateLimitPerMinute } },
          },
          (request, reply) => receive(inlet, request, reply),
        )
      }
    }
  }

  async function receive(inlet: Inlet, request: FastifyRequest, reply: FastifyReply) {
    const { headers } = request
    const hold = held.until(reply.raw)
    const bytes = await readBody(request.raw, headers['content-encoding'], { maxBytes: maxBodyBytes, hold })
    const sent: Sent = { bytes, headers, query: request.query as Sent['query'] }
    if (inlet.findKey && inlet.findKey(sent) !== (await dsnKey(storage.db))) {
      throw new RefusedError(403, 'the key of the DSN is wrong: the page Set up shows the right one')
    }
    const { submissions, refusals } = await inlet.read(sent)
    for (const message of refusals) recordRefusal(request, { statusCode: 400, message })
    if (inlet.name === 'report' && headers.origin === undefined) checkPages(submissions)

    const ip = clientAddress(request.ip, ipMode)
    const sender = { ip, userAgent: headers['user-agent'], inlet: inlet.name }
    let dropped = 0
    if (inlet.name === 'report') dropped = await storeReports(submissions, sender, senderOf(request.ip))
    else await storePageViews(submissions, sender, bytes.length)
    if (dropped > 0) {
      recordRefusal(request, { statusCode: 429, message: `${dropped} reports dropped: too many in a minute` })
    }
    request.log.info({ inlet: inlet.name, ip, bytes: bytes.length, submissions: submissions.length, dropped }, 'Stored')
    meters.bytes.observe(bytes.length)
    return reply.status(inlet.answer.statusCode).send(inlet.answer.body(submissions))
  }

  /** Returns the number of dropped reports. */
  async function storeReports(submissions: MadeSubmission[], sender: Sender, from: string): Promise<number> {
    const made = mergeAlike(submissions.map((one) => makeSubmission(one, sender)))
    const stored = await Promise.all(made.map((one) => storeReport(one, from)))
    return stored.filter((isStored) => !isStored).length
  }

  async function storePageViews(submissions: MadeSubmission[], sender: Sender, bytes: number): Promise<void> {
    await Promise.all(
      submissions.map((one) => {
        const part = mappedOf(one, sender, Math.ceil(bytes / submissions.length))
        return part ? storePart(part) : store(makeSubmission(one, sender))
      }),
    )
  }

  /** Some browsers send policy reports without an Origin: then the pages that they are about decide. */
  function checkPages(submissions: MadeSubmission[]): void {
    if (allowedOrigins.includes('*')) return
    for (const { page } of submissions) {
      const origin = URL.parse(page?.url ?? '')?.origin
      if (origin === undefined || !allowedOrigins.includes(origin)) {
        throw new RefusedError(403, `reports about ${origin ?? 'no page'} are not taken: it is not in ALLOWED_ORIGINS`)
      }
    }
  }
}
