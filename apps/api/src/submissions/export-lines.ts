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
 * Yields the submissions that match as text, newest first: one line per submission, and for CSV a header line. The next
 * page is read only once the previous one is consumed, so that memory stays constant.
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
    // JSON has line breaks only between members, never within strings
    if (row) yield `${submissionText(row).replace(/[\r\n]+/g, ' ')}\n`
  }
}
