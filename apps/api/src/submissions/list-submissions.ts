import type { SubmissionItem, SubmissionsAnswer, SubmissionsQuery } from '@collector/schema'
import { type Filter, isNarrowed } from '../filters/filter.ts'
import { readFilter } from '../filters/read-filter.ts'
import type { Database } from '../storage/database.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { findSubmissions } from './find-submissions.ts'
import { listRows, listRowsById } from './list-rows.ts'
import { submissionItem } from './submission-item.ts'

/**
 * Answers one page of the list, newest first. A page continues below the last row shown, so that new rows neither repeat
 * nor hide one.
 *
 * @throws RefusedError for an invalid cursor, or a time that does not exist
 */
export async function answerSubmissions(
  db: Database,
  { limit, cursor, ...filters }: SubmissionsQuery,
): Promise<SubmissionsAnswer> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor)
  const { items, next } = await listSubmissions(db, await readFilter(db, filters), { before, limit })
  return { items, nextCursor: next ? encodeCursor(next) : null }
}

/**
 * Lists one page. While the search goes on, a page with a next one may have fewer items than requested, or none. Without a
 * filter every row is listed, also the predecessor's rows without a time.
 */
export async function listSubmissions(
  db: Database,
  filter: Filter,
  { before, limit }: { before: Cursor | undefined; limit: number },
): Promise<{ items: SubmissionItem[]; next: Cursor | undefined }> {
  if (!isFiltered(filter)) {
    const rows = await listRows(db, { before: before?.id, limit: limit + 1 })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      items: rows.slice(0, limit).map(submissionItem),
      next: last && { receivedAt: last.receivedAt ?? new Date(0), id: last.id },
    }
  }
  const { rows, next } = await findSubmissions(db, filter, { before, limit })
  return {
    items: await listItems(
      db,
      rows.map(({ id }) => id),
    ),
    next,
  }
}

export function isFiltered(filter: Filter): boolean {
  return filter.window.from !== undefined || filter.window.to !== undefined || isNarrowed(filter)
}

/** Returns items by their numbers, in the given order. */
export async function listItems(db: Database, ids: number[]): Promise<SubmissionItem[]> {
  const byId = new Map((await listRowsById(db, ids)).map((row) => [row.id, row]))
  // a row may have been deleted since it was found
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [submissionItem(row)] : []
  })
}
