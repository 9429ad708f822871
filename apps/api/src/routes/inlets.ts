import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { clientAddress, senderOf } from '../access/client-address.ts'
import { RefusedError } from '../http-errors.ts'
import { headRefusal } from '../ingest/head-refusal.ts'
import { HeldBytes } from '../ingest/held-bytes.ts'
import type { SubmissionStore } from '../ingest/ingest-submission.ts'
import { makeSubmission } from '../ingest/make-submission.ts'
import { readBody } from '../ingest/read-body.ts'
import { createReportStore, mergeAlike } from '../ingest/store-reports.ts'
import type { MadeSubmission } from '../inlets/inlet.ts'
import { reportInlet } from '../inlets/report.ts'
import { type Receiving, receiveBodies } from './receive-bodies.ts'

/** Limit for all bodies in flight together. */
const maxHeldBytes = 67_108_864

/** Routes for bodies of clients other than our SDK. They answer after the commit. */
export function inletRoutes(receiving: Receiving, store: SubmissionStore): FastifyPluginAsyncTypebox {
  const { config, storage, meters, recordRefusal } = receiving
  const { maxBodyBytes, allowedOrigins } = config
  const held = new HeldBytes(Math.max(maxHeldBytes, 4 * maxBodyBytes), () => {})
  const storeReport = createReportStore(storage.db, store)
  const inlets = [
    {
      inlet: reportInlet,
      summary: 'Store reports of browsers: crashes, violated policies, network errors, deprecations, interventions',
      paths: new Set(['/report', config.reportPath]),
    },
  ]

  return async (app) => {
    receiveBodies(app, receiving)
    for (const { inlet, summary, paths } of inlets) {
      for (const url of paths) {
        app.options(url, { schema: { hide: true } }, (_request, reply) => reply.status(204).send())

        app.post(
          url,
          {
            bodyLimit: maxBodyBytes,
            preParsing: ({ headers }, _reply, _payload, done) => done(headRefusal(headers, inlet.contentTypes)),
            schema: { summary, tags: ['collect'] },
          },
          async (request, reply) => {
            const { 'content-encoding': encoding, 'content-type': contentType = '' } = request.headers
            const bytes = await readBody(request.raw, encoding, { maxBytes: maxBodyBytes, hold: held.until(reply.raw) })
            const { submissions, refusals } = await inlet.read(bytes, contentType)
            for (const message of refusals) recordRefusal(request, { statusCode: 400, message })
            if (request.headers.origin === undefined) checkPages(submissions)

            const ip = clientAddress(request.ip, config.ipMode)
            const userAgent = request.headers['user-agent']
            const { name, isReport } = inlet
            const made = mergeAlike(
              submissions.map((one) => makeSubmission(one, { ip, userAgent, inlet: name, isReport })),
            )
            const stored = await Promise.all(made.map((one) => storeReport(one, senderOf(request.ip))))
            const dropped = stored.filter((isStored) => !isStored).length
            if (dropped > 0) {
              recordRefusal(request, { statusCode: 429, message: `${dropped} reports dropped: too many in a minute` })
            }
            request.log.info({ inlet: name, ip, bytes: bytes.length, submissions: made.length, dropped }, 'Stored')
            meters.bytes.observe(bytes.length)
            return reply.status(204).send()
          },
        )
      }
    }
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
