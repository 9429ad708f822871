import { insertRows } from '../insert-rows.ts'

/**
 * Sums over page views per bucket of time: of all of them, of those with one value of a dimension, of those with values of
 * two. Everything in here merges by SUM.
 */
export interface RollupsTable {
  bucketStart: Date
  /** Page views that have the metric. */
  count: number
  good: number
  needsImprovement: number
  poor: number
  level: 'hour' | 'day'
  metric: string
  /** '' for all page views. */
  dimension: string
  value: string
  dimension2: string
  value2: string
  /** Numbers of the histogram's buckets that are not empty, and how many measurements are in each. */
  buckets: number[]
  counts: number[]
}

/** Page views whose facts the rollups do not hold yet (sign 1), or hold and should not (sign -1). */
export interface RollupQueueTable {
  debugDataId: number
  sign: number
  pageViewId: string
}

export const queueForRollup = insertRows<RollupQueueTable>({
  table: 'rollup_queue',
  columns: { debug_data_id: (row) => row.debugDataId, sign: (row) => row.sign, page_view_id: (row) => row.pageViewId },
})
