import { errorAnswer, fingerprintAnswer, rarityQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '../config.ts'
import { answerRarity } from '../fingerprints/answer-rarity.ts'
import { cacheCrowd } from '../fingerprints/crowd.ts'
import { answer } from '../plugins/error-handler.ts'
import { privateHeaders } from '../plugins/security-headers.ts'
import type { Storage } from '../storage/storage.ts'

/** Answers visitors how rare their own browser is, where PUBLIC_RARITY allows it. It needs no token. */
export function rarityRoutes(
  { publicRarity, rateLimitPerMinute }: Pick<Config, 'publicRarity' | 'rateLimitPerMinute'>,
  { db, readDb }: Storage,
): FastifyPluginAsyncTypebox {
  const readCrowd = cacheCrowd(readDb)
  return async (app) => {
    privateHeaders(app)
    app.addHook('onRequest', async (_request, reply) =>
      publicRarity ? undefined : answer(reply, 404, 'PUBLIC_RARITY is off'),
    )
    app.get(
      '/public/rarity',
      {
        config: { rateLimit: rateLimitPerMinute > 0 && { max: rateLimitPerMinute } },
        schema: {
          summary: 'Number of browsers that share the fingerprint of a submission of the last hour',
          description: 'Needs no token. 404 unless `PUBLIC_RARITY=true`.',
          tags: ['public'],
          querystring: rarityQuery,
          response: { 200: fingerprintAnswer, 404: errorAnswer },
        },
      },
      async ({ query }, reply) =>
        (await answerRarity(db, query.submissionId, readCrowd)) ??
        answer(reply, 404, 'no submission of the last hour with a fingerprint has this id'),
    )
  }
}
