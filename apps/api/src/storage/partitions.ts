import { sql } from 'kysely'
import type { Database } from './database.ts'
import { shardsConstraint } from './write/shards.ts'

/** Number of the advisory lock, the same in all processes: its holder creates partitions. */
const makerLock = 5_120_261

/**
 * Creates missing partitions of `facts`, one per month (UTC), for some times; by default for now and a week later, by
 * the database's clock. It blocks neither readers nor writers, and several processes may call it at once. Do not call
 * it within a transaction: others need the partition before that ends.
 */
export async function ensurePartitions(db: Database, times?: Date[]): Promise<void> {
  if ((await missingPartitions(db, times)).length === 0) return
  await db.transaction().execute((trx) => makePartitions(trx, times))
}

/** The same within a transaction. */
export async function makePartitions(trx: Database, times?: Date[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${makerLock})`.execute(trx)
  for (const { name, from, to } of await missingPartitions(trx, times)) {
    // created apart and attached: `create table … partition of` would wait for all readers, and block those that follow
    await sql`create table ${sql.id(name)} (like facts including all) with (fillfactor = 90)`.execute(trx)
    await sql`alter table facts attach partition ${sql.id(name)}
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(trx)
  }
}

/**
 * Drops empty partitions that ended before a time, which returns their space to the operating system, and spares
 * queries from reading them. A partition in use stays until the next time.
 */
export async function dropPartitions(db: Database, before: Date): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from (${partitions}) p where to_time <= ${before}`.execute(
    db,
  )
  for (const { name } of rows) await dropIfEmpty(db, name)
}

async function dropIfEmpty(db: Database, name: string): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      // storing would wait behind this lock
      await sql`set local lock_timeout = '1s'`.execute(trx)
      await sql`lock table only facts in access exclusive mode`.execute(trx)
      const { rows } = await sql`select from ${sql.id(name)} limit 1`.execute(trx)
      if (rows.length === 0) await sql`drop table ${sql.id(name)}`.execute(trx)
    })
  } catch (error) {
    // lock_not_available; or another process was faster (undefined_table)
    if (!['55P03', '42P01'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

/** Returns the months that have facts. */
export async function storedMonths(db: Database): Promise<Date[]> {
  const { rows } = await sql<{ month: Date }>`
    select distinct date_trunc('month', received_at, 'UTC') as month from facts`.execute(db)
  return rows.map(({ month }) => month)
}

/** Where the server or a node of a cluster reports it. */
const reporters = ['ExecFindPartition', 'ReportResultError']

/** Returns whether a row could not be stored because its partition is missing. The message may be in any language. */
export function isPartitionMissing(error: unknown): boolean {
  const { code, routine, message } = error as { code?: string; routine?: string; message?: string }
  const isCheckViolation = code === '23514' && !message?.includes(shardsConstraint)
  return isCheckViolation && reporters.includes(routine ?? '')
}

interface Missing {
  name: string
  from: Date
  to: Date
}

async function missingPartitions(db: Database, times: Date[] | undefined): Promise<Missing[]> {
  const wanted = times
    ? sql`unnest(${times.map((time) => time.toISOString())}::timestamptz[])`
    : sql`unnest(array[now(), now() + interval '7 days'])`
  const { rows } = await sql<Missing>`
    with wanted as (select distinct date_trunc('month', time, 'UTC') as from_time from ${wanted} time)
    select to_char(from_time at time zone 'UTC', '"facts"_YYYY_MM') as name, from_time as "from",
      date_trunc('month', from_time + interval '32 days', 'UTC') as "to"
    from wanted w where not exists (select from (${partitions}) p
      where p.to_time > w.from_time and coalesce(p.from_time <= w.from_time, true))
    order by from_time`.execute(db)
  return rows
}

/** The existing partitions; the one with the rows from before partitioning has no lower bound. */
const partitions = sql`select c.relname as name,
    (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM [(]''([^'']+)'))[1]::timestamptz as from_time,
    (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO [(]''([^'']+)'))[1]::timestamptz as to_time
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'facts'::regclass`
