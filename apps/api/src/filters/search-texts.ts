import { type RawBuilder, sql } from 'kysely'
import { searchableText } from '../identity/searchable-text.ts'
import type { Database } from '../storage/database.ts'
import { escapeLike } from '../storage/escape-like.ts'
import type { TextKind } from '../storage/tables/texts.ts'

export type TextHashes = Record<TextKind, string[]>

/** Number of matching texts above which scanning the newest rows finds a page faster. */
const maxFound = 2000

/** Returns the hashes of the texts that contain `q`, ignoring case; undefined if there are very many. */
export async function searchTexts(db: Database, q: string): Promise<TextHashes | undefined> {
  const found = await db
    .selectFrom('texts as t')
    .select(['kind', sql<string>`hash::text`.as('hash')])
    .where(containsText(q))
    .limit(maxFound + 1)
    .execute()
  if (found.length > maxFound) return undefined
  const hashes: TextHashes = { url: [], userAgent: [], message: [] }
  for (const { kind, hash } of found) hashes[kind].push(hash)
  return hashes
}

/** Returns SQL that is true if a text t contains `q`, as sent or as people read it. */
export function containsText(q: string): RawBuilder<boolean> {
  const forms = [...new Set([q, searchableText(q)])]
  return sql<boolean>`(${sql.join(
    forms.map((form) => sql`t.text ilike ${`%${escapeLike(form)}%`}`),
    sql` or `,
  )})`
}
