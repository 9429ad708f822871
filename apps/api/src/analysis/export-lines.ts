import type { Filters, SubmissionItem } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { findRawRows } from '../storage/tables/submissions.ts'
import { exportColumns, exportRow } from './export-csv.ts'
import { listPage } from './list-page.ts'
import { submissionText } from './whole-submission.ts'

const pageSize = 100

/**
 * The submissions that match, newest first, as text to be sent piece by piece: one submission a line, and for CSV a line
 * with the names first. A page is read when the one before it was taken, so nothing piles up.
 *
 * @throws RefusedError for a time that is none
 */
export async function* exportLines(
  db: Database,
  { format, ...filters }: Filters & { format: 'ndjson' | 'csv' },
): AsyncGenerator<string> {
  if (format === 'csv') yield `${exportColumns.join(',')}\r\n`
  let cursor: string | null | undefined
  do {
    const page = await listPage(db, { ...filters, limit: pageSize, ...(cursor && { cursor }) })
    if (format === 'csv') yield page.items.map(exportRow).join('')
    else yield* jsonLines(db, page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
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
