import type { SubmissionItem } from '@collector/schema'
import type { Filter } from '../filters/filter.ts'
import type { Database } from '../storage/database.ts'
import { findRawRows } from '../storage/queries/raw-rows.ts'
import type { Cursor } from './cursor.ts'
import { exportHead, exportRow } from './export-csv.ts'
import { listSubmissions } from './list-submissions.ts'
import { submissionText } from './whole-submission.ts'

const pageSize = 100

/**
 * Writes the submissions that match, newest first, as text to be sent piece by piece: one submission a line, and for CSV a
 * line with the names first. A page is read when the one before it was taken, so nothing piles up.
 */
export async function* exportLines(db: Database, filter: Filter, format: 'ndjson' | 'csv'): AsyncGenerator<string> {
  if (format === 'csv') yield exportHead
  let before: Cursor | undefined
  do {
    const { items, next } = await listSubmissions(db, filter, { before, limit: pageSize })
    if (format === 'csv') yield items.map(exportRow).join('')
    else yield* jsonLines(db, items)
    before = next
  } while (before)
}

async function* jsonLines(db: Database, items: SubmissionItem[]): AsyncGenerator<string> {
  const rows = await findRawRows(
    db,
    items.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const { id } of items) {
    const row = byId.get(id)
    // between the members of what was sent there may be line breaks; within its strings there are none
    if (row) yield `${submissionText(row).replace(/[\r\n]+/g, ' ')}\n`
  }
}
