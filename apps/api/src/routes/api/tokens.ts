import { createdToken, errorAnswer, newToken, tokenParams, tokensAnswer } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { answerTokens, createToken } from '../../access/machine-tokens.ts'
import { answer } from '../../plugins/error-handler.ts'
import { deleteToken } from '../../storage/queries/access-tokens.ts'
import type { Storage } from '../../storage/storage.ts'

const tags = ['tokens']
// also reading the list needs it: names tell what runs where
const config = { scope: 'admin' } as const

/** Makes, lists and revokes the tokens of machines. */
export function tokenRoutes({ db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/tokens',
      {
        config,
        schema: {
          summary: 'Make a token; it is answered this once',
          tags,
          body: newToken,
          response: { 201: createdToken, 400: errorAnswer },
        },
      },
      async (request, reply) => reply.status(201).send(await createToken(db, request.body)),
    )

    app.get(
      '/tokens',
      { config, schema: { summary: 'Tokens, without their secrets', tags, response: { 200: tokensAnswer } } },
      async () => answerTokens(db),
    )

    app.delete(
      '/tokens/:id',
      {
        config,
        schema: {
          summary: 'Revoke a token: from now on every process refuses it',
          tags,
          params: tokenParams,
          response: { 204: Type.Null(), 404: errorAnswer },
        },
      },
      async (request, reply) => {
        if (await deleteToken(db, request.params.id)) return reply.status(204).send(null)
        return answer(reply, 404, 'there is no such token')
      },
    )
  }
}
