import { type Static, Type } from 'typebox'
import { isoTimestamp, uuid } from '../submission.ts'

/** Rights of a token: to read answers, to upload source maps and deploys, or to do everything. */
export const tokenScopes = ['read', 'upload', 'admin'] as const
export type TokenScope = (typeof tokenScopes)[number]

const scopes = Type.Array(Type.Enum([...tokenScopes]), {
  minItems: 1,
  maxItems: tokenScopes.length,
  uniqueItems: true,
  description:
    'read: GET requests; upload: source maps and deploys, nothing can be read or deleted; admin: everything, including tokens',
})

export const newToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$', description: 'Purpose of the token' }),
    scopes,
    expiresAt: Type.Optional(
      Type.String({
        ...isoTimestamp,
        description: 'End of its validity, UTC unless a zone is given. By default never',
      }),
    ),
  },
  { additionalProperties: false },
)

export const createdToken = Type.Object({
  id: uuid,
  token: Type.String({ description: 'The token. It is not stored and never answered again' }),
})

const nullableTime = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

export const tokenItem = Type.Object({
  id: uuid,
  name: Type.String(),
  scopes,
  createdAt: Type.String(),
  expiresAt: nullableTime('null: never'),
  lastUsedAt: nullableTime('To within a minute; null: never'),
})

export const tokensAnswer = Type.Object({ items: Type.Array(tokenItem, { description: 'Newest first' }) })
export const tokenParams = Type.Object({ id: uuid })

export type NewToken = Static<typeof newToken>
export type CreatedToken = Static<typeof createdToken>
export type TokenItem = Static<typeof tokenItem>
export type TokensAnswer = Static<typeof tokensAnswer>
