import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** One row a submission: the id and who claimed it. */
export interface SubmissionsTable {
  submissionId: string
  debugDataId: number
  receivedAt: Date
}

/** Rows with their raw text. */
function rawRows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('submissions as s', 's.submissionId', 'd.submissionId')
    .select((column) => [
      'd.id',
      'd.ip',
      's.submissionId',
      column.fn
        .coalesce('s.receivedAt', sql<Date>`case when isfinite(d.timestamp) then d.timestamp at time zone 'UTC' end`)
        .as('receivedAt'),
      'd.browserInfo',
      'd.performanceData',
      'd.fingerprints',
      'd.errors',
      'd.page',
      'd.clientTimestamp',
      'd.extra',
    ])
}

/** One submission with its raw text, by its id or, for a row without one, by its number. */
export function findSubmission(db: Database, key: { submissionId: string } | { id: number }) {
  return rawRows(db)
    .where((column) =>
      'submissionId' in key
        ? // its own table knows the number, which debug_data is indexed by
          column(
            'd.id',
            '=',
            column.selectFrom('submissions').select('debugDataId').where('submissionId', '=', key.submissionId),
          )
        : column('d.id', '=', key.id),
    )
    .executeTakeFirst()
}

/** Rows with their raw text, by their numbers, in no order. */
export function findRawRows(db: Database, ids: number[]): Promise<StoredSubmission[]> {
  return rawRows(db).where('d.id', '=', sql<number>`any(${ids}::integer[])`).execute()
}

export type StoredSubmission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>
