import { type RawBuilder, sql } from 'kysely'
import { searchableText } from '../identity/searchable-text.ts'
import type { Database } from '../storage/database.ts'
import { escapeLike } from '../storage/escape-like.ts'
import type { TextKind } from '../storage/tables/texts.ts'

/** The stored texts that contain a searched one. */
export interface FoundTexts {
  hashes: Record<TextKind, string[]>
  /** References of cases. */
  references: string[]
}

/** Number of matching texts above which scanning the newest rows finds a page faster. */
const maxFound = 2000

/** Returns the texts that contain `q`, ignoring case; undefined if there are very many. */
export async function searchTexts(db: Database, q: string): Promise<FoundTexts | undefined> {
  const [found, references] = await Promise.all([
    db
      .selectFrom('texts as t')
      .select(['kind', sql<string>`hash::text`.as('hash')])
      .where(containsText(q))
      .limit(maxFound + 1)
      .execute(),
    searchReferences(db, q),
  ])
  if (found.length + references.length > maxFound) return undefined
  const hashes: FoundTexts['hashes'] = { url: [], userAgent: [], message: [] }
  for (const { kind, hash } of found) hashes[kind].push(hash)
  return { hashes, references }
}

/** Reads the index of references, which has only the page views of cases. */
async function searchReferences(db: Database, q: string): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`select distinct f.reference from facts f
    where f.reference is not null and ${referenceContains(q)} limit ${maxFound + 1}`.execute(db)
  return rows.map(({ reference }) => reference)
}

/** Returns SQL that is true if the reference of a row f contains `q`, ignoring case. */
export function referenceContains(q: string): RawBuilder<boolean> {
  return sql<boolean>`f.reference ilike ${`%${escapeLike(q)}%`}`
}

/** Returns SQL that is true if a text t contains `q`, as sent or as people read it. */
export function containsText(q: string): RawBuilder<boolean> {
  const forms = [...new Set([q, searchableText(q)])]
  return sql<boolean>`(${sql.join(
    forms.map((form) => sql`t.text ilike ${`%${escapeLike(form)}%`}`),
    sql` or `,
  )})`
}
