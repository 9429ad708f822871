import { sql } from 'kysely'
import { anyOf } from '../any-of.ts'
import type { Database } from '../database.ts'
import { isSameSubmission } from '../same-submission.ts'

/** How many raw rows there are and how many of them up to a number; `last` is the highest number. */
export async function countRawRows(db: Database, doneUntil: number) {
  const { rows } = await sql<{ last: number; total: number; done: number }>`select coalesce(max(id), 0)::int as last,
    count(*)::int as total, count(*) filter (where id <= ${doneUntil})::int as done from debug_data`.execute(db)
  return rows[0] as { last: number; total: number; done: number }
}

/** The months in which some rows, or all, were received; times that cannot be meant are left out. */
export async function monthsOfRawRows(db: Database, ids?: number[]): Promise<Date[]> {
  const areWanted = ids ? sql`id = ${anyOf(ids)}` : sql`true`
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

/** Numbers of rows from one up to another, both included. */
export interface IdRange {
  from: number
  to: number
}

/** Returns the highest numbers of the predecessor's rows without facts in a range, highest first, leaving out older rows. */
export async function nextPredecessorRows(
  db: Database,
  { from, to }: IdRange,
  since: Date | undefined,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select d.id from debug_data d
    left join facts f on ${isSameSubmission('f', 'd')} and f.debug_data_id between ${from} and ${to}
    where ${isPredecessorRow(since)} and d.id between ${from} and ${to} and f.debug_data_id is null
    order by d.id desc limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Counts the predecessor's rows, and those of them outside a range that have no facts, leaving out older rows. */
export async function countPredecessorRows(db: Database, { from, to }: IdRange, since: Date | undefined) {
  const { rows } = await sql<{ total: number; left: number }>`select count(*)::int as total,
    count(*) filter (where d.id not between ${from} and ${to} and f.debug_data_id is null)::int as left
    from debug_data d left join facts f on ${isSameSubmission('f', 'd')} and f.debug_data_id not between ${from} and ${to}
    where ${isPredecessorRow(since)}`.execute(db)
  return rows[0] as { total: number; left: number }
}

/** Returns the highest number of the predecessor's rows; 0 if there are none. */
export async function highestPredecessorRow(db: Database): Promise<number> {
  const row = await db
    .selectFrom('debugData')
    .select((column) => column.fn.max('id').as('id'))
    .where('submissionId', 'is', null)
    .executeTakeFirst()
  return row?.id ?? 0
}

/** True for a row d of the predecessor that was not received before a time. A row without a time may be of any. */
function isPredecessorRow(since: Date | undefined) {
  const isKept = since
    ? sql`(d.timestamp is null or d.timestamp >= ${since}::timestamptz at time zone 'UTC')`
    : sql`true`
  return sql`d.submission_id is null and ${isKept}`
}

/** Returns the numbers of raw rows by their shards, the lowest first. */
export async function shardsOfRows(db: Database, ids: number[]): Promise<Map<number, number[]>> {
  const rows = await db
    .selectFrom('debugData')
    .select(['id', 'shard'])
    .where('id', '=', anyOf(ids))
    .orderBy('shard')
    .execute()
  const byShard = new Map<number, number[]>()
  for (const [shard, some] of Map.groupBy(rows, (row) => row.shard)) {
    byShard.set(
      shard,
      some.map(({ id }) => id),
    )
  }
  return byShard
}

/** Returns the user agents from the facts, because headers are in no raw column. */
export async function userAgentsOf(trx: Database, ids: number[]): Promise<Map<number, string>> {
  const rows = await trx
    .selectFrom('facts as f')
    .innerJoin('texts as t', (join) =>
      join.on('t.kind', '=', 'userAgent').onRef('t.hash', '=', 'f.userAgentHash').onRef('t.shard', '=', 'f.shard'),
    )
    .select(['f.debugDataId', 't.text'])
    .where('f.debugDataId', '=', anyOf(ids))
    .execute()
  return new Map(rows.map((row) => [row.debugDataId, row.text]))
}

/** Sets the next number to one above the highest, after rows were inserted with explicit numbers. */
export async function restartNumbers(db: Database): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('debug_data', 'id'), greatest(max(id), 1), count(*) > 0) from debug_data`.execute(
    db,
  )
}

/** Raw rows with their time. */
function rawRows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('submissions as s', (join) =>
      join.onRef('s.shard', '=', 'd.shard').onRef('s.submissionId', '=', 'd.submissionId'),
    )
    .select((column) => [
      'd.shard',
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
      'd.inlet',
    ])
}

/** One submission with its raw text, by its id or, for a row without one, by its number. */
export function findSubmission(db: Database, key: { submissionId: string } | { id: number }) {
  const found =
    'submissionId' in key
      ? // debug_data has an index of numbers only
        rawRows(db).where('s.submissionId', '=', key.submissionId).where(isSameSubmission('s', 'd'))
      : rawRows(db).where('d.id', '=', key.id)
  return found.executeTakeFirst()
}

/** Rows with their raw text, by their numbers, in no order. */
export function findRawRows(db: Database, ids: number[]): Promise<StoredSubmission[]> {
  return rawRows(db).where('d.id', '=', anyOf(ids)).execute()
}

export type StoredSubmission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>
