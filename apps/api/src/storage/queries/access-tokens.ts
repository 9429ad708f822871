import type { TokenScope } from '@collector/schema'
import { type Selectable, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { AccessTokensTable } from '../tables/access-tokens.ts'

type StoredToken = Omit<Selectable<AccessTokensTable>, 'tokenHash'>

const usedOnceAMinute = sql`interval '1 minute'`

export async function insertToken(
  db: Database,
  { id, name, scopes, expiresAt, tokenHash }: Omit<StoredToken, 'createdAt' | 'lastUsedAt'> & { tokenHash: string },
): Promise<void> {
  await sql`insert into access_tokens (id, name, scopes, expires_at, token_hash)
    values (${id}, ${name}, ${scopes}::text[], ${expiresAt}, ${tokenHash})`.execute(db)
}

/** Lists all tokens, newest first. */
export function listTokens(db: Database): Promise<StoredToken[]> {
  return db
    .selectFrom('accessTokens')
    .select(['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

/** @returns whether there was such a token */
export async function deleteToken(db: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('accessTokens').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Returns the scopes of a token that has not expired, and notes at most once a minute that it was used. */
export async function useToken(db: Database, tokenHash: string): Promise<TokenScope[] | undefined> {
  const { rows } = await sql<{ scopes: TokenScope[]; isNoted: boolean }>`
    select scopes, coalesce(last_used_at > now() - ${usedOnceAMinute}, false) as is_noted from access_tokens
    where token_hash = ${tokenHash} and (expires_at is null or expires_at > now())`.execute(db)
  const [row] = rows
  if (row && !row.isNoted) {
    await sql`update access_tokens set last_used_at = now() where token_hash = ${tokenHash}`.execute(db)
  }
  return row?.scopes
}
