import type { ErrorNoise } from '@collector/schema'
import type { Generated } from 'kysely'
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
  /** Key of the group that it is shown as; never of one that is merged itself. */
  mergedInto: Generated<string | null>
  /** Equal for groups that become one when mapped; null if no frame is mapped, or before it is examined. */
  mappedKey: Generated<string | null>
  /** File names and debug ids of scripts whose maps were missing when it was examined. */
  awaitedMaps: Generated<string[] | null>
  /** When its latest error was mapped; null where that is to be done. */
  examinedAt: Generated<Date | null>
  /** True if a person merged or split it; mapping then does neither. */
  isPlacedByHand: Generated<boolean>
}

/** An error group as ingest extracts it. */
export type ExtractedGroup = Pick<ErrorGroupsTable, 'groupKey' | 'type' | 'name' | 'message' | 'source' | 'noise'>

export const insertErrorGroups = insertRows<ExtractedGroup>({
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
