import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'

/** What `q` searches in. */
export type TextKind = 'url' | 'userAgent' | 'message'

/** Every distinct text that can be searched for, once: rows refer to it by its hash, and searching costs by what differs. */
export interface TextsTable {
  kind: TextKind
  hash: string
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
    .selectFrom('texts')
    .select(['kind', sql<string>`hash::text`.as('hash')])
    .where('text', 'ilike', `%${q.replace(/[\\%_]/g, '\\$&')}%`)
    .limit(maxFound + 1)
    .execute()
  if (found.length > maxFound) return undefined
  const hashes: TextHashes = { url: [], userAgent: [], message: [] }
  for (const { kind, hash } of found) hashes[kind].push(hash)
  return hashes
}
