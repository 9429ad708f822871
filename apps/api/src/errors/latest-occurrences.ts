import type { ErrorGroupAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { readSectionText } from '../ingest/read-section-text.ts'
import type { Database } from '../storage/database.ts'
import { findSubmissions } from '../submissions/find-submissions.ts'
import { listItems } from '../submissions/list-submissions.ts'

const maxOccurrences = 20

/** Finds the latest occurrences of a group in submissions that match, newest first. Of each page view its last submission counts. */
export async function latestOccurrences(
  db: Database,
  filter: Filter,
  groupKey: string,
): Promise<ErrorGroupAnswer['occurrences']> {
  const found = await findSubmissions(
    db,
    { ...filter, groupKeys: [...(filter.groupKeys ?? []), groupKey] },
    { limit: maxOccurrences, isCurrent: true },
  )
  const ids = found.rows.map(({ id }) => id)
  const [items, errors] = await Promise.all([listItems(db, ids), errorsOf(db, ids, groupKey)])
  return items
    .flatMap((submission) => {
      const { raw, ordinals } = errors.get(submission.id) ?? { raw: null, ordinals: [] }
      return ordinals.map((ordinal) => ({ submission, error: entryOf(raw, ordinal) }))
    })
    .slice(0, maxOccurrences)
}

/** The raw text of the errors of some submissions, and which entries belong to a group. */
async function errorsOf(db: Database, ids: number[], groupKey: string) {
  const { rows } = await sql<{ id: number; raw: string | null; ordinals: number[] }>`
    select d.id, d.errors as raw, json_agg(e.ordinal order by e.ordinal) as ordinals
    from debug_data d join errors e on e.debug_data_id = d.id
    where d.id = any(${ids}::integer[]) and e.group_key = ${groupKey} group by d.id`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

function entryOf(errors: string | null, ordinal: number): unknown {
  const entries = errors === null ? undefined : readSectionText(errors)
  return Array.isArray(entries) ? (entries[ordinal] ?? null) : null
}
