import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows, orNow } from '../insert-rows.ts'
import type { ErrorGroupsTable } from './error-groups.ts'

/** One entry of a submission's errors. Its stack stays in the raw text. */
export interface ErrorsTable {
  receivedAt: Date
  messageHash: string
  debugDataId: number
  /** Its place in the errors that were sent, from 0. */
  ordinal: number
  /** Occurrences. */
  count: number
  groupKey: string
  pageViewId: string
}

/** An error as ingest extracts it. */
export type ExtractedError = Omit<ErrorsTable, 'receivedAt' | 'debugDataId' | 'pageViewId'> &
  Omit<ErrorGroupsTable, 'status' | 'statusSince'>

export const insertErrors = insertRows<Omit<ErrorsTable, 'receivedAt'> & { receivedAt: Date | null }>({
  table: 'errors',
  expressions: { received_at: orNow },
  columns: {
    received_at: (row) => row.receivedAt,
    message_hash: (row) => row.messageHash,
    debug_data_id: (row) => row.debugDataId,
    ordinal: (row) => row.ordinal,
    count: (row) => row.count,
    group_key: (row) => row.groupKey,
    page_view_id: (row) => row.pageViewId,
  },
})

/** The errors of these submissions, as far as counting them needs. */
export async function errorsOfSubmissions(db: Database, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return db
    .selectFrom('errors')
    .select(['debugDataId', 'groupKey', 'count'])
    .where('debugDataId', '=', sql<number>`any(${debugDataIds}::integer[])`)
    .execute()
}
