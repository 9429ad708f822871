import type { ColumnType, Generated } from 'kysely'

/** The predecessor's table: one row a submission, each section as the text that came. */
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
  /** Top-level members we do not know, as one JSON object. */
  extra: string | null
}
