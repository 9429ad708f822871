import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Every row there is, the predecessor's too: those have no facts. */
function allRows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('facts as f', 'f.debugDataId', 'd.id')
    .select((column) => [
      'd.id',
      'd.ip',
      'd.submissionId',
      column.fn.coalesce('f.receivedAt', sql<Date>`d.timestamp at time zone 'UTC'`).as('receivedAt'),
      sql<string | null>`case when f.has_page_view_id then f.page_view_id end`.as('pageViewId'),
      'f.sequence',
      'f.sessionId',
      'f.visitorId',
      'f.url',
      'f.referrer',
      'f.title',
      'f.browserName',
      'f.browserVersion',
      'f.osName',
      'f.osVersion',
      'f.device',
      'f.errorCount',
      'f.lcpMs',
      'f.inpMs',
      'f.cls',
      'f.fcpMs',
      'f.ttfbMs',
    ])
}

/** Rows newest first, from below the number `before`. */
export function listRows(db: Database, { before, limit }: { before: number | undefined; limit: number }) {
  return allRows(db)
    .$if(before !== undefined, (query) => query.where('d.id', '<', before as number))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

/** Rows with these numbers, in no order. */
export async function listRowsById(db: Database, ids: number[]): Promise<ListedRow[]> {
  if (ids.length === 0) return []
  return allRows(db).where('d.id', '=', sql<number>`any(${ids}::integer[])`).execute()
}

export type ListedRow = Awaited<ReturnType<typeof listRows>>[number]

/** A row of facts and where it stands in time. */
export interface Found {
  receivedAt: Date
  id: number
}

/**
 * The facts that match, newest first.
 *
 * @param from facts f, or some of them
 */
export async function findFacts(
  db: Database,
  where: RawBuilder<boolean>,
  limit: number,
  from: RawBuilder<unknown> = sql`facts f`,
): Promise<Found[]> {
  const { rows } = await sql<Found>`select f.received_at, f.debug_data_id as id from ${from} where ${where}
    order by f.received_at desc, f.debug_data_id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * The facts f of some time at whose moments each of what is asked for was true of some. Indexes alone tell: where each is frequent and
 * hardly any has all, few facts are left to be read.
 */
export function factsOfMoments(each: RawBuilder<unknown>[], time: RawBuilder<boolean>): RawBuilder<unknown> {
  const moments = each.map((asked) => sql`select f.received_at from facts f where ${asked} and ${time}`)
  return sql`(${sql.join(moments, sql` intersect `)}) moment
    cross join lateral (select * from facts f where f.received_at = moment.received_at offset 0) f`
}

/** How many rows there are. */
export interface RowCount {
  count: number
  /** Whether it is about what the planner thinks, since counting would have taken long. */
  isEstimate: boolean
}

/**
 * How many facts match.
 *
 * @param maxCost in the planner's unit: what would cost more is not counted
 */
export function countFacts(db: Database, where: RawBuilder<boolean>, maxCost?: number): Promise<RowCount> {
  return countRows(db, sql`from facts f where ${where}`, maxCost)
}

/** How many rows there are, the predecessor's too. */
export function countAllRows(db: Database): Promise<RowCount> {
  return countRows(db, sql`from debug_data`)
}

/** What is counted in some ten milliseconds. */
const maxCountCost = 4_000

async function countRows(db: Database, from: RawBuilder<unknown>, maxCost = maxCountCost): Promise<RowCount> {
  const { cost, rows: expected } = await explain(db, from)
  if (cost > maxCost) return { count: Number(expected.toPrecision(2)), isEstimate: true }
  const { rows } = await sql<{ count: string }>`select count(*) as count ${from}`.execute(db)
  return { count: Number(rows[0]?.count), isEstimate: false }
}

/** How many rows of facts or errors, called f and e, the planner thinks match. */
export async function expectedRows(
  db: Database,
  table: 'facts' | 'errors',
  where: RawBuilder<boolean>,
): Promise<number> {
  return (await explain(db, sql`from ${sql.id(table)} ${sql.id(table.slice(0, 1))} where ${where}`)).rows
}

/** What the planner thinks it costs to find all facts f that match, in its own unit. */
export async function expectedCost(db: Database, where: RawBuilder<boolean>): Promise<number> {
  return (await explain(db, sql`from facts f where ${where}`)).cost
}

/** What the planner thinks: cost in its own unit. */
async function explain(db: Database, from: RawBuilder<unknown>): Promise<{ cost: number; rows: number }> {
  const { rows } = await sql<Record<string, Explained>>`explain (format json) select ${from}`.execute(db)
  const [{ Plan: plan } = {}] = Object.values(rows[0] ?? {})[0] ?? []
  return { cost: plan?.['Total Cost'] ?? 0, rows: plan?.['Plan Rows'] ?? 0 }
}

/** An answer of EXPLAIN, as far as it is read here. */
type Explained = { Plan: { 'Total Cost': number; 'Plan Rows': number } }[]

/** The facts that match and came after a place, oldest first. */
export async function findFactsAfter(
  db: Database,
  where: RawBuilder<boolean>,
  after: Found,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`select f.received_at, f.debug_data_id as id from facts f
    where (f.received_at, f.debug_data_id) > (${after.receivedAt}, ${after.id}) and ${where}
    order by f.received_at, f.debug_data_id limit ${limit}`.execute(db)
  return rows
}

/**
 * Before this time nothing more will appear: what is stored is received when its transaction began, and no transaction
 * that writes is older. One that has just begun may not show yet that it writes.
 */
export async function settledUntil(db: Database): Promise<Date> {
  const { rows } = await sql<{ settled: Date }>`select date_trunc('milliseconds', least(
      clock_timestamp() - interval '250 milliseconds',
      (select min(xact_start) from pg_stat_activity
        where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid())
    )) as settled`.execute(db)
  return (rows[0] as { settled: Date }).settled
}
