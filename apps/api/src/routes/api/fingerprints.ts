import { errorAnswer, fingerprintAnswer, fingerprintParams } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { answer } from '../../plugins/error-handler.ts'
import { answerFingerprint } from '../../statistics/fingerprint.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers how unique a browser is. */
export function fingerprintRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/fingerprints/:hash',
      {
        schema: {
          summary: 'How many page views share a device fingerprint, and the value of each of its components',
          tags: ['analysis'],
          params: fingerprintParams,
          response: { 200: fingerprintAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await answerFingerprint(db, request.params.hash)) ?? answer(reply, 404, 'no page view has this fingerprint'),
    )
  }
}
