import type { ColumnType, Generated } from 'kysely'

/** The predecessor's table: one row per submission, with the received text of each section. */
export interface DebugDataTable {
  id: Generated<number>
  ip: string | null
  browserInfo: string | null
  performanceData: string | null
  fingerprints: string | null
  errors: string | null
  /** When it was received, UTC, without a zone. */
  timestamp: ColumnType<Date | null, never, never>
  submissionId: string | null
  page: string | null
  /** The sender's own clock, as it was sent. */
  clientTimestamp: string | null
  /** Unknown top-level members, as one JSON object. */
  extra: string | null
  /** Name of the inlet that took it in; null for a posted submission. */
  inlet: string | null
}
