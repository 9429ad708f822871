import type { ErrorNoise } from '@collector/schema'
import { insertRows } from '../insert-rows.ts'

/** A group of similar errors, described by the first one, with its status. */
export interface ErrorGroupsTable {
  groupKey: string
  type: string
  name: string | null
  message: string
  source: string | null
  /** Why they say nothing about the page itself; null if they are no noise. */
  noise: ErrorNoise | null
  status: 'open' | 'resolved' | 'ignored'
  statusSince: Date | null
  /** The release that resolves it; null if it is resolved from a time on. */
  resolvedIn: string | null
}

export const insertErrorGroups = insertRows<Omit<ErrorGroupsTable, 'status' | 'statusSince' | 'resolvedIn'>>({
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
