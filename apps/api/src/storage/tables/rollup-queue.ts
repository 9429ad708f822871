import { insertRows, orNow } from '../insert-rows.ts'

/** Page views whose facts the rollups do not hold yet (sign 1), or hold and should not (sign -1). */
export interface RollupQueueTable {
  debugDataId: number
  sign: number
  pageViewId: string
  /** Theirs; by that their facts are found in their partition. */
  receivedAt: Date
}

export const queueForRollup = insertRows<Omit<RollupQueueTable, 'receivedAt'> & { receivedAt: Date | null }>({
  table: 'rollup_queue',
  expressions: { received_at: orNow },
  columns: {
    debug_data_id: (row) => row.debugDataId,
    sign: (row) => row.sign,
    page_view_id: (row) => row.pageViewId,
    received_at: (row) => row.receivedAt,
  },
})
