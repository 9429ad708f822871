import { insertRows, orNow } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** One entry of a submission's errors. Its stack stays in the raw text. */
export interface ErrorsTable {
  receivedAt: Date
  messageHash: string
  debugDataId: number
  /** Its index in the submission's `errors`, from 0. */
  ordinal: number
  /** Occurrences. */
  count: number
  groupKey: string
  pageViewId: string
}

export const insertErrors = insertRows<Sharded<Omit<ErrorsTable, 'receivedAt'> & { receivedAt: Date | null }>>({
  table: 'errors',
  shard: (row) => row.shard,
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
