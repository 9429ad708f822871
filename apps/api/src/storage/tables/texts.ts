import { type RawBuilder, sql } from 'kysely'
import { searchableText } from '../../identity/searchable-text.ts'
import type { Database } from '../database.ts'
import { escapeLike } from '../escape-like.ts'
import { insertRows } from '../insert-rows.ts'

/** Kinds of text that `q` searches. */
export type TextKind = 'url' | 'userAgent' | 'message'

/** Every distinct text that can be searched for, once: rows refer to it by its hash, and searching costs by what differs. */
export interface TextsTable {
  kind: TextKind
  hash: string
  /** As it was sent; of URLs and messages that are compared in another form, that in a second line. */
  text: string
}

export const insertTexts = insertRows<TextsTable>({
  table: 'texts',
  columns: { kind: ({ kind }) => kind, hash: ({ hash }) => hash, text: ({ text }) => text },
  suffix: 'on conflict do nothing',
})

export type TextHashes = Record<TextKind, string[]>

/** With so many texts found, looking at the newest rows one by one finds a page of them sooner. */
const maxFound = 2000

/** The hashes of the texts that contain `q`, upper and lower case alike; undefined where there are very many. */
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

/** Returns SQL that is true if a text t contains `q`, as it was sent or as people read it. */
export function containsText(q: string): RawBuilder<boolean> {
  const forms = [...new Set([q, searchableText(q)])]
  return sql<boolean>`(${sql.join(
    forms.map((form) => sql`t.text ilike ${`%${escapeLike(form)}%`}`),
    sql` or `,
  )})`
}
