import { insertRows } from '../insert-rows.ts'
import type { Decided, NewFacts, NewSubmission } from './new-submission.ts'

/** A submission that gets a row. */
export type NewRow = NewSubmission & NewFacts & Decided

/** Inserts what came, as text. */
export const insertRaw = insertRows<NewRow>({
  table: 'debug_data',
  shard: (row) => row.shard,
  columns: {
    id: ({ debugDataId }) => debugDataId,
    submission_id: ({ submissionId }) => submissionId,
    ip: ({ raw }) => raw.ip,
    browser_info: ({ raw }) => raw.browserInfo,
    performance_data: ({ raw }) => raw.performanceData,
    fingerprints: ({ raw }) => raw.fingerprints,
    errors: ({ raw }) => raw.errors,
    page: ({ raw }) => raw.page,
    client_timestamp: ({ raw }) => raw.clientTimestamp,
    extra: ({ raw }) => raw.extra,
    inlet: ({ raw }) => raw.inlet,
  },
  constants: { timestamp: "now() at time zone 'UTC'" },
})
