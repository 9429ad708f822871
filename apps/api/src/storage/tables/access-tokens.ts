import type { TokenScope } from '@collector/schema'
import type { Generated } from 'kysely'

/** A token of a machine. The token itself is not stored. */
export interface AccessTokensTable {
  id: string
  createdAt: Generated<Date>
  /** Null: it does not expire. */
  expiresAt: Date | null
  /** To within a minute. */
  lastUsedAt: Date | null
  name: string
  scopes: TokenScope[]
  /** SHA-256 of the token, hexadecimal. The token is random, so that a slow hash would protect nothing. */
  tokenHash: string
}
