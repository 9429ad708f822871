import type { FastifyError, FastifyInstance } from 'fastify'
import { allowOrigins } from '../access/allow-origins.ts'
import type { Config } from '../config.ts'
import type { Meters } from '../operating/meters.ts'
import type { RecordRefusal } from '../operating/record-refusal.ts'
import { toldOf } from '../plugins/error-handler.ts'
import type { Storage } from '../storage/storage.ts'

export interface Receiving {
  config: Config
  storage: Storage
  meters: Meters
  recordRefusal: RecordRefusal
}

/** Sets up what all addresses share that pages post to: origins, counts, refusals. Their handlers read the bodies as bytes. */
export function receiveBodies(app: FastifyInstance, { config, storage, meters, recordRefusal }: Receiving): void {
  app.setErrorHandler((error: FastifyError, request) => {
    recordRefusal(request, toldOf(error, storage))
    throw error
  })
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.method === 'POST') meters.received.inc()
    done()
  })
  allowOrigins(app, config.allowedOrigins, recordRefusal)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
}
