import { sql } from 'kysely'
import type { Database } from './database.ts'

/** One number for all processes on one database: who holds it makes partitions. */
const makerLock = 5_120_261

/**
 * Makes the partitions of `facts` that the rows of some times go into, a month (UTC) each, as far as there are none;
 * without times those of now and of a week later, by the clock of the database. Nobody who reads or writes waits for it,
 * and several processes may do so at once. Not to be called within a transaction: others need it before that ends.
 */
export async function ensurePartitions(db: Database, times?: Date[]): Promise<void> {
  if ((await missingPartitions(db, times)).length === 0) return
  await db.transaction().execute((trx) => makePartitions(trx, times))
}

/** The same as a part of a transaction. */
export async function makePartitions(trx: Database, times?: Date[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${makerLock})`.execute(trx)
  for (const { name, from, to } of await missingPartitions(trx, times)) {
    // made aside: `create table … partition of` would wait for all who read, and hold up all who come after
    await sql`create table ${sql.id(name)} (like facts including all) with (fillfactor = 90)`.execute(trx)
    await sql`alter table facts attach partition ${sql.id(name)}
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(trx)
  }
}

/**
 * Drops the partitions whose time was over before, once everything in them was deleted: their room is the system's again,
 * and no question looks into them. One that is being read or copied stays until the next time.
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
      // who stores waits behind this one
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

/** The months that facts are stored of. */
export async function storedMonths(db: Database): Promise<Date[]> {
  const { rows } = await sql<{ month: Date }>`
    select distinct date_trunc('month', received_at, 'UTC') as month from facts`.execute(db)
  return rows.map(({ month }) => month)
}

/** Returns whether a row could not be stored because its partition is missing. The message may be in any language. */
export function isPartitionMissing(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string }
  const isCheckViolation = code === '23514'
  return isCheckViolation && routine === 'ExecFindPartition'
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
