import { insertRows, orNow } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** Page views that the rollups must still add (sign 1) or subtract (sign -1). */
export interface RollupQueueTable {
  debugDataId: number
  sign: number
  pageViewId: string
  /** When the facts were received; locates their partition. */
  receivedAt: Date
}

export const queueForRollup = insertRows<Sharded<Omit<RollupQueueTable, 'receivedAt'> & { receivedAt: Date | null }>>({
  table: 'rollup_queue',
  shard: (row) => row.shard,
  expressions: { received_at: orNow },
  columns: {
    debug_data_id: (row) => row.debugDataId,
    sign: (row) => row.sign,
    page_view_id: (row) => row.pageViewId,
    received_at: (row) => row.receivedAt,
  },
})
