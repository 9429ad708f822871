import { randomUUID } from 'node:crypto'
import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import { deleteExpired } from '../src/jobs/delete-expired.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Database } from '../src/storage/database.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import { createPostgresDatabase, engines, opened, openPostgres } from './support/databases.ts'

function ingest(db: Database, { pageViewId, sequence = 1 }: { pageViewId?: string; sequence?: number } = {}) {
  const text = JSON.stringify({
    page: { url: 'https://a.example/', pageViewId, sequence },
    errors: [{ message: 'it broke' }],
  })
  const ingestOne = createIngest({ db, pipelines: false, isUnavailable: () => false, noteWrite() {} })
  return ingestOne({ bytes: Buffer.from(text), ip: null, userAgent: undefined })
}

/** Says that a submission was received at another time. */
async function age(db: Database, id: number, at: Date): Promise<void> {
  await ensurePartitions(db, [at])
  await sql`update debug_data set timestamp = ${at}::timestamptz at time zone 'UTC' where id = ${id}`.execute(db)
  for (const table of ['submissions', 'page_views', 'facts', 'page_view_samples', 'errors', 'rollup_queue']) {
    await sql`update ${sql.table(table)} set received_at = ${at} where debug_data_id = ${id}`.execute(db)
  }
}

/** The names of the partitions of facts, in order. */
async function partitionsOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_inherits i
    join pg_class c on c.oid = i.inhrelid where i.inhparent = 'facts'::regclass order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

/** The one that a submission's facts are in. */
async function partitionOf(db: Database, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select tableoid::regclass::text as name from facts
    where debug_data_id = ${id}`.execute(db)
  return rows[0]?.name
}

/** The one of a time. */
function partition(time: Date): string {
  return `facts_${time.toISOString().slice(0, 7).replace('-', '_')}`
}

/** Returns the total that the rollups count, once nothing is queued. */
async function rolledUp(db: Database) {
  await rollUpQueue(db)
  const { rows } = await sql<{
    pageViews: number
    errors: number
  }>`select coalesce(sum(page_views), 0)::int as page_views,
    coalesce(sum(errors), 0)::int as errors from page_view_rollups where level = 'day' and dimension = ''`.execute(db)
  return rows[0]
}

const now = new Date()
const longAgo = new Date(now.getTime() - 70 * dayMs)
/** Partitions that exist from the start. */
const ahead = [...new Set([now, new Date(now.getTime() + 7 * dayMs)].map(partition))]

describe.each(engines)('$name', (engine) => {
  test('a row is stored in the partition of its month, which exists a week ahead; there is no default partition', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    const { id } = await ingest(db)
    expect(await partitionsOf(db)).toEqual(ahead)
    expect(await partitionOf(db, id)).toBe(partition(now))
    await age(db, id, longAgo)
    expect(await partitionOf(db, id)).toBe(partition(longAgo))
    const { rows } = await sql`select from pg_partitioned_table where partdefid <> 0`.execute(db)
    expect(rows).toHaveLength(0)
    await storage.close()
  })

  test('a missing partition is created, and no submission is lost', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    for (const name of await partitionsOf(db)) await sql`drop table ${sql.table(name)}`.execute(db)
    const stored = await Promise.all(Array.from({ length: 20 }, () => ingest(db)))
    expect(new Set(stored.map(({ id }) => id)).size).toBe(20)
    expect(await partitionsOf(db)).toEqual(ahead)
    const { rows } =
      await sql`select from facts join errors using (shard, page_view_id, debug_data_id, received_at)`.execute(db)
    expect(rows).toHaveLength(20)
    await storage.close()
  })

  test('a later submission replaces an earlier one of another month', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    const pageViewId = randomUUID()
    for (const isRolledUp of [true, false]) {
      const first = await ingest(db, { pageViewId, sequence: isRolledUp ? 1 : 3 })
      await age(db, first.id, longAgo)
      if (isRolledUp) expect(await rolledUp(db)).toEqual({ pageViews: 1, errors: 1 })
      const { id } = await ingest(db, { pageViewId, sequence: isRolledUp ? 2 : 4 })
      const { rows } =
        await sql`select debug_data_id from facts where page_view_id = ${pageViewId} and is_current`.execute(db)
      expect(rows).toEqual([{ debugDataId: id }])
      expect(await partitionOf(db, first.id)).toBe(partition(longAgo))
      expect(await rolledUp(db)).toEqual({ pageViews: 1, errors: 1 })
    }
    await storage.close()
  })

  test('retention drops whole months, and a page view that began in one counts once when it is submitted again', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    const pageViewId = randomUUID()
    const old = await ingest(db, { pageViewId })
    await age(db, old.id, longAgo)
    await rollUpQueue(db)
    const queued = await ingest(db)
    await age(db, queued.id, longAgo)
    const recent = await ingest(db)
    expect(await partitionsOf(db)).toEqual([partition(longAgo), ...ahead])

    expect(await deleteExpired(db, 30)).toBe(2)

    expect(await partitionsOf(db)).toEqual(ahead)
    expect(await partitionOf(db, recent.id)).toBe(partition(now))
    await ingest(db, { pageViewId, sequence: 2 })
    await ingest(db, { pageViewId, sequence: 1 })
    expect(await rolledUp(db)).toEqual({ pageViews: 2, errors: 2 })
    const { rows } = await sql`select from page_view_rollups where page_views < 0`.execute(db)
    expect(rows).toHaveLength(0)
    await storage.close()
  })
})

test('several processes create the same partitions once', async () => {
  const dbUrl = await createPostgresDatabase()
  const start = () => opened({ dbUrl, dataDir: '', skipDb: false })
  const started = await Promise.all([start(), start(), start()])
  const months = Array.from({ length: 6 }, (_, n) => new Date(Date.UTC(now.getUTCFullYear() + 1, n, 15)))
  await Promise.all(started.map((one) => ensurePartitions(one.storage.db, months)))
  expect(await partitionsOf((started[0] as (typeof started)[number]).storage.db)).toEqual([
    ...ahead,
    ...months.map(partition),
  ])
  for (const one of started) await one.storage.close()
})

test('a partition that is being read is dropped later, and storing does not wait', async () => {
  const { storage } = await openPostgres()
  const { db } = storage
  await ensurePartitions(db, [longAgo])
  await db.transaction().execute(async (trx) => {
    await sql`select from facts`.execute(trx)
    await deleteExpired(db, 30)
    await ingest(db)
    expect(await partitionsOf(db)).toContain(partition(longAgo))
  })
  await deleteExpired(db, 30)
  expect(await partitionsOf(db)).toEqual(ahead)
  await storage.close()
})
