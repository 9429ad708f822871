import {
  errorAnswer,
  filters,
  fingerprintAnswer,
  fingerprintParams,
  fingerprintStabilityAnswer,
  fingerprintsAnswer,
  fingerprintTimelineAnswer,
  fingerprintTimelineQuery,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { answerFingerprint } from '../../fingerprints/answer-fingerprint.ts'
import { answerFingerprints } from '../../fingerprints/answer-fingerprints.ts'
import { answerStability } from '../../fingerprints/answer-stability.ts'
import { answerTimeline } from '../../fingerprints/answer-timeline.ts'
import { answer } from '../../plugins/error-handler.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers how identifiable browsers are, and whether their fingerprints last. */
export function fingerprintRoutes({ readDb: db }: Storage): FastifyPluginAsyncTypebox {
  const tags = ['analysis']
  return async (app) => {
    app.get(
      '/fingerprints',
      {
        schema: {
          summary: 'Entropy of each component of fingerprints, and the number of browsers that share a fingerprint',
          tags,
          querystring: filters,
          response: { 200: fingerprintsAnswer },
        },
      },
      async (request) => answerFingerprints(db, request.query),
    )
    app.get(
      '/fingerprints/timeline',
      {
        schema: {
          summary: 'The fingerprints of one browser over time, and what changed between them',
          tags,
          querystring: fingerprintTimelineQuery,
          response: { 200: fingerprintTimelineAnswer },
        },
      },
      async (request) => answerTimeline(db, request.query),
    )
    app.get(
      '/fingerprints/stability',
      {
        schema: {
          summary: 'Rate at which each component changes between two page views of a browser',
          tags,
          response: { 200: fingerprintStabilityAnswer },
        },
      },
      async () => answerStability(db),
    )
    app.get(
      '/fingerprints/:hash',
      {
        schema: {
          summary: 'Number of browsers that share a device fingerprint, and the value of each component',
          tags,
          params: fingerprintParams,
          response: { 200: fingerprintAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await answerFingerprint(db, request.params.hash)) ?? answer(reply, 404, 'no page view has this fingerprint'),
    )
  }
}
