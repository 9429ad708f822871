import { insertRows } from '../insert-rows.ts'

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

/** Errors alike, as the first of them looked, and what was decided about them. */
export interface ErrorGroupsTable {
  groupKey: string
  type: string
  name: string | null
  message: string
  source: string | null
  status: 'open' | 'resolved' | 'ignored'
  statusSince: Date | null
}

/** An error as ingest extracts it. */
export type ExtractedError = Omit<ErrorsTable, 'receivedAt' | 'debugDataId' | 'pageViewId'> &
  Omit<ErrorGroupsTable, 'status' | 'statusSince'>

export const insertErrors = insertRows<ErrorsTable>({
  table: 'errors',
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

export const insertErrorGroups = insertRows<Omit<ErrorGroupsTable, 'status' | 'statusSince'>>({
  table: 'error_groups',
  columns: {
    group_key: (row) => row.groupKey,
    type: (row) => row.type,
    name: (row) => row.name,
    message: (row) => row.message,
    source: (row) => row.source,
  },
  suffix: 'on conflict do nothing',
})
