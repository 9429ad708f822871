import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** How many raw rows there are and how many of them up to a number; `last` is the highest number. */
export async function countRawRows(db: Database, doneUntil: number) {
  const { rows } = await sql<{ last: number; total: number; done: number }>`select coalesce(max(id), 0)::int as last,
    count(*)::int as total, count(*) filter (where id <= ${doneUntil})::int as done from debug_data`.execute(db)
  return rows[0] as { last: number; total: number; done: number }
}

/** The months in which some rows, or all, were received; times that cannot be meant are left out. */
export async function monthsOfRawRows(db: Database, ids?: number[]): Promise<Date[]> {
  const areWanted = ids ? sql`id = any(${ids}::integer[])` : sql`true`
  const { rows } = await sql<{ month: Date }>`select distinct date_trunc('month', timestamp) at time zone 'UTC' as month
    from debug_data where timestamp between '1970-01-01' and now() + interval '1 year' and ${areWanted}`.execute(db)
  return rows.map(({ month }) => month)
}

/** Their numbers in order, after one and up to another. */
export async function nextRawRows(db: Database, after: number, last: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('debugData')
    .select('id')
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Numbers of the predecessor's rows without facts, in order, after one. */
export async function nextPredecessorRows(db: Database, after: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select d.id from debug_data d
    where d.submission_id is null and d.id > ${after} and not exists (select from facts f where f.debug_data_id = d.id)
    order by d.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many rows the predecessor wrote, how many of them up to a number, and the highest number. */
export async function countPredecessorRows(db: Database, doneUntil: number) {
  const { rows } = await sql<{ total: number; done: number; last: number }>`select count(*)::int as total,
    count(*) filter (where id <= ${doneUntil})::int as done, coalesce(max(id), 0)::int as last
    from debug_data where submission_id is null`.execute(db)
  return rows[0] as { total: number; done: number; last: number }
}

/** Locks rows: a deletion waits, or was faster. */
export async function lockRawRows(trx: Database, ids: number[]): Promise<void> {
  await sql`select from debug_data where id = any(${ids}::integer[]) order by id for update`.execute(trx)
}

/** A header that was sent is in no raw column; what was taken from it is kept. */
export async function userAgentsOf(trx: Database, ids: number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ debugDataId: number; text: string }>`select f.debug_data_id, t.text from facts f
    join texts t on t.kind = 'userAgent' and t.hash = f.user_agent_hash
    where f.debug_data_id = any(${ids}::integer[])`.execute(trx)
  return new Map(rows.map((row) => [row.debugDataId, row.text]))
}

/** After rows were written with numbers of their own: the next submission gets the number after the highest. */
export async function restartNumbers(db: Database): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('debug_data', 'id'), greatest(max(id), 1), count(*) > 0) from debug_data`.execute(
    db,
  )
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
