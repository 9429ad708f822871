import { randomUUID } from 'node:crypto'
import type { CreatedToken, NewToken, TokensAnswer } from '@collector/schema'
import { readTime } from '../filters/read-time.ts'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import { insertToken, listTokens } from '../storage/queries/access-tokens.ts'
import { hashToken, makeToken } from './token-text.ts'

/**
 * Makes a token for a machine. Only its hash is stored.
 *
 * @throws RefusedError for an expiry that is no time or has passed
 */
export async function createToken(db: Database, { name, scopes, expiresAt }: NewToken): Promise<CreatedToken> {
  const expiry = readTime('expiresAt', expiresAt) ?? null
  if (expiry !== null && expiry.getTime() <= Date.now()) throw new RefusedError(400, 'expiresAt must be in the future')
  const id = randomUUID()
  const token = makeToken()
  await insertToken(db, { id, name, scopes, expiresAt: expiry, tokenHash: hashToken(token) })
  return { id, token }
}

export async function answerTokens(db: Database): Promise<TokensAnswer> {
  const tokens = await listTokens(db)
  return {
    items: tokens.map(({ createdAt, expiresAt, lastUsedAt, ...token }) => ({
      ...token,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  }
}
