import { CompiledQuery, sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import { pipelinedTransaction } from '../pipelined-transaction.ts'
import { prepared, preparedBeginning } from '../prepared-statements.ts'
import type { DebugDataTable } from './debug-data.ts'
import { countSubmissions, type Decided, type ExtractedFacts, writeFacts } from './facts.ts'

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

/** A submission whose id was claimed now; what its page view says is in `Decided`. */
interface Claimed extends Decided {
  submissionId: string
  receivedMs: number
}

/** Numbers of rows a claim is prepared for; what is missing is filled up with nulls. */
const claimSizes = [1, 4, 32]
const claims = new Map<number, string>()

/**
 * Claims ids and decides which submissions count for their page views, and begins a transaction: one id is claimed once,
 * whoever comes first.
 */
function claim(submissions: readonly NewSubmission[]): CompiledQuery<Claimed> {
  const size = claimSizes.find((candidate) => candidate >= submissions.length) ?? submissions.length
  const parameters = submissions.flatMap(({ submissionId, facts }) => [
    submissionId,
    facts.pageViewId,
    facts.sequence ?? 0,
  ])
  while (parameters.length < size * 3) parameters.push(null)
  return CompiledQuery.raw(claimText(size), parameters)
}

function claimText(size: number): string {
  const known = claims.get(size)
  if (known !== undefined) return known
  const row = (_: unknown, n: number) => `($${3 * n + 1}::uuid, $${3 * n + 2}::text, $${3 * n + 3}::integer)`
  const text = preparedBeginning(`
    with sent (submission_id, page_view_id, sequence) as (values ${Array.from({ length: size }, row).join(', ')}),
    claimed as (
      insert into submissions (submission_id, received_at, debug_data_id)
      select submission_id, now(), nextval((select pg_get_serial_sequence('debug_data', 'id'))::regclass)
      from sent where submission_id is not null
      on conflict do nothing returning submission_id, debug_data_id),
    counted as (${countSubmissions('sent s join claimed c using (submission_id)')})
    select c.submission_id as "submissionId", c.debug_data_id as "debugDataId",
      floor(extract(epoch from now()) * 1000)::float8 as "receivedMs",
      s.page_view_id is null or d.debug_data_id is not null as "isCurrent", d.previous_id as "previousId"
    from claimed c join sent s using (submission_id) left join counted d using (debug_data_id)`)
  claims.set(size, text)
  return text
}

const insertRaw = insertRows<NewSubmission & { debugDataId: number }>({
  table: 'debug_data',
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
  },
  constants: { timestamp: "now() at time zone 'UTC'" },
})

const findRowIds = prepared(`select submission_id as "submissionId", debug_data_id as "debugDataId"
  from submissions where submission_id = any($1::uuid[])`)

/**
 * Stores submissions, all or none: when this settles they are committed. One id is stored once, however often and however
 * simultaneously it comes: in one call, in several, or to several processes.
 *
 * @returns what became of each, in the order given
 */
export async function storeSubmissions(db: Database, submissions: readonly NewSubmission[]): Promise<Stored[]> {
  // the same id may be in here twice; the first one counts
  const byId = new Map(submissions.toReversed().map((submission) => [submission.submissionId, submission]))
  // ids are claimed in one order everywhere: two that have the same ids wait for each other, but never in a ring
  const inOrder = [...byId.values()].toSorted((a, b) => (a.submissionId < b.submissionId ? -1 : 1))
  const ids = new Map<string, number>()
  const fresh = new Set<NewSubmission>()

  const [repeated = []] = await pipelinedTransaction(db, claim(inOrder), (claimed) => {
    for (const { submissionId, debugDataId } of claimed) {
      ids.set(submissionId, debugDataId)
      fresh.add(byId.get(submissionId) as NewSubmission)
    }
    const known = inOrder.flatMap(({ submissionId }) => (ids.has(submissionId) ? [] : submissionId))
    const rows = claimed.map((row) => ({
      ...(byId.get(row.submissionId) as NewSubmission),
      ...row,
      receivedAt: new Date(row.receivedMs),
    }))
    return [CompiledQuery.raw(findRowIds, [`{${known}}`]), ...insertRaw(rows), ...writeFacts(rows)]
  })
  for (const { submissionId, debugDataId } of repeated as SubmissionsTable[]) ids.set(submissionId, debugDataId)
  return submissions.map((submission) => ({
    id: ids.get(submission.submissionId) as number,
    isNew: fresh.has(submission),
  }))
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
