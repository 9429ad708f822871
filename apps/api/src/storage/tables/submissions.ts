import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import type { DebugDataTable } from './debug-data.ts'
import { type ExtractedFacts, writeFacts } from './facts.ts'

/** Who claimed an id: one row a submission. */
export interface SubmissionsTable {
  submissionId: string
  debugDataId: number
  receivedAt: Date
}

type RawColumn = Exclude<keyof DebugDataTable, 'id' | 'timestamp' | 'submissionId'>
/** A Buffer is text in UTF-8 that need not be encoded again. */
type Text = string | Buffer

/** A submission as ingest hands it over: its raw text, and the facts in it. */
export interface NewSubmission {
  raw: { [Column in RawColumn]: Text | null }
  submissionId: string
  facts: ExtractedFacts
}

/** The number of its row in debug_data, and whether it was written now. */
export interface Stored {
  id: number
  isNew: boolean
}

/** The row that claims a submission's id: one id is claimed once, whoever comes first. */
const claim = insertRows<NewSubmission, SubmissionsTable>({
  table: 'submissions',
  columns: { submission_id: ({ submissionId }) => submissionId },
  constants: { received_at: 'now()', debug_data_id: "nextval(pg_get_serial_sequence('debug_data', 'id'))" },
  suffix: 'on conflict do nothing returning submission_id, debug_data_id, received_at',
})

interface RawRow extends NewSubmission {
  id: number
  receivedAt: Date
}

const insertRaw = insertRows<RawRow>({
  table: 'debug_data',
  columns: {
    id: ({ id }) => id,
    submission_id: ({ submissionId }) => submissionId,
    ip: ({ raw }) => raw.ip,
    browser_info: ({ raw }) => raw.browserInfo,
    performance_data: ({ raw }) => raw.performanceData,
    fingerprints: ({ raw }) => raw.fingerprints,
    errors: ({ raw }) => raw.errors,
    page: ({ raw }) => raw.page,
    client_timestamp: ({ raw }) => raw.clientTimestamp,
    extra: ({ raw }) => raw.extra,
  },
  constants: { timestamp: "now() at time zone 'UTC'" },
})

/**
 * Stores submissions, all or none: when this settles they are committed. One id is stored once, however often and however
 * simultaneously it comes: in one call, in several, or to several processes.
 *
 * @returns what became of each, in the order given
 */
export async function storeSubmissions(db: Database, submissions: readonly NewSubmission[]): Promise<Stored[]> {
  // ids are claimed in one order everywhere: two that have the same ids wait for each other, but never in a ring
  const inOrder = submissions.toSorted((a, b) => (a.submissionId < b.submissionId ? -1 : 1))

  return db.transaction().execute(async (trx) => {
    const claimed = new Map((await claim(trx, inOrder)).map((row) => [row.submissionId, row]))
    const ids = new Map([...claimed.values()].map((row) => [row.submissionId, row.debugDataId]))
    const fresh: RawRow[] = []
    const isNew = submissions.map((submission) => {
      const row = claimed.get(submission.submissionId)
      // the same id may be in here twice
      if (!row || !claimed.delete(submission.submissionId)) return false
      fresh.push({ ...submission, id: row.debugDataId, receivedAt: row.receivedAt })
      return true
    })
    await insertRaw(trx, fresh)
    await writeFacts(
      trx,
      fresh.map((row) => ({ ...row, debugDataId: row.id })),
    )

    const known = submissions.map(({ submissionId }) => submissionId).filter((submissionId) => !ids.has(submissionId))
    for (const row of await findRowIds(trx, known)) ids.set(row.submissionId, row.debugDataId)
    return submissions.map(({ submissionId }, index) => ({
      id: ids.get(submissionId) as number,
      isNew: isNew[index] as boolean,
    }))
  })
}

async function findRowIds(db: Database, submissionIds: string[]) {
  if (submissionIds.length === 0) return []
  return db
    .selectFrom('submissions')
    .select(['submissionId', 'debugDataId'])
    .where('submissionId', 'in', submissionIds)
    .execute()
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
      column.fn.coalesce('s.receivedAt', sql<Date>`d.timestamp at time zone 'UTC'`).as('receivedAt'),
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
