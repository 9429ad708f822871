import type { ErrorNoise } from '@collector/schema'
import { insertRows } from '../insert-rows.ts'

/** Errors alike, as the first of them looked, and what was decided about them. */
export interface ErrorGroupsTable {
  groupKey: string
  type: string
  name: string | null
  message: string
  source: string | null
  /** Why they tell nothing of the page itself; null where they may. */
  noise: ErrorNoise | null
  status: 'open' | 'resolved' | 'ignored'
  statusSince: Date | null
}

export const insertErrorGroups = insertRows<Omit<ErrorGroupsTable, 'status' | 'statusSince'>>({
  table: 'error_groups',
  columns: {
    group_key: (row) => row.groupKey,
    type: (row) => row.type,
    name: (row) => row.name,
    message: (row) => row.message,
    source: (row) => row.source,
    noise: (row) => row.noise,
  },
  suffix: 'on conflict do nothing',
})
