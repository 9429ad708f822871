import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { describe, expect, test } from 'vitest'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import { deleteExpired } from '../src/jobs/delete-expired.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { migrations } from '../src/storage/migrations/index.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import { createPostgresDatabase, engines, opened } from './support/databases.ts'

const dayMs = 86_400_000

function ingest(db: Database, { pageViewId, sequence = 1 }: { pageViewId?: string; sequence?: number } = {}) {
  const text = JSON.stringify({
    page: { url: 'https://a.example/', pageViewId, sequence },
    errors: [{ message: 'it broke' }],
  })
  const ingestOne = createIngest({ db, isUnavailable: () => false })
  return ingestOne({ bytes: Buffer.from(text), ip: null, userAgent: undefined })
}

/** Says that a submission was received at another time. */
async function age(db: Database, id: number, at: Date): Promise<void> {
  await ensurePartitions(db, [at])
  await sql`update debug_data set timestamp = ${at}::timestamptz at time zone 'UTC' where id = ${id}`.execute(db)
  for (const table of ['submissions', 'page_views', 'facts', 'errors', 'rollup_queue']) {
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

/** What the rollups count in all, once nothing is queued. */
async function rolledUp(db: Database) {
  await rollUpQueue(db)
  const { rows } = await sql<{
    pageViews: number
    errors: number
  }>`select coalesce(sum(page_views), 0)::int as page_views,
    coalesce(sum(errors), 0)::int as errors from rollups where level = 'day' and dimension = ''`.execute(db)
  return rows[0]
}

const now = new Date()
const longAgo = new Date(now.getTime() - 70 * dayMs)
/** What there is from the start. */
const ahead = [...new Set([now, new Date(now.getTime() + 7 * dayMs)].map(partition))]

describe.each(engines)('$name', (engine) => {
  test('a row is in the partition of its month; what comes within a week has one; none is for all others', async () => {
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

  test('where a partition is missing it is made, and no submission is lost', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    for (const name of await partitionsOf(db)) await sql`drop table ${sql.table(name)}`.execute(db)
    const stored = await Promise.all(Array.from({ length: 20 }, () => ingest(db)))
    expect(new Set(stored.map(({ id }) => id)).size).toBe(20)
    expect(await partitionsOf(db)).toEqual(ahead)
    const { rows } = await sql`select from facts join errors using (page_view_id, debug_data_id, received_at)`.execute(
      db,
    )
    expect(rows).toHaveLength(20)
    await storage.close()
  })

  test('a later submission replaces one of another month', async () => {
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

  test('retention drops whole months; a page view whose beginning went with one counts once when it comes again', async () => {
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
    const { rows } = await sql`select from rollups where page_views < 0`.execute(db)
    expect(rows).toHaveLength(0)
    await storage.close()
  })

  test('what is kept without partitions is brought into one, row by row as it was, and written on', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    const pageViewId = randomUUID()
    await makeUnpartitioned(db, pageViewId)
    const digest = sql<{ digest: string }>`select md5(string_agg(t::text, '~' order by debug_data_id)) as digest from (
      select f.*, e.group_key, e.ordinal from facts f join errors e using (page_view_id, debug_data_id)) t`
    const before = await digest.execute(db)
    // a later migration has another index of slow page views
    const indexes = sql<{ definition: string }>`select replace(pg_get_indexdef(indexrelid), ' ONLY', '') as definition
      from pg_index where indrelid = 'facts'::regclass and not indisprimary
        and indexrelid::regclass::text not like 'facts_slow%' order by 1`
    const indexesBefore = await indexes.execute(db)

    await migrate(db)

    expect((await digest.execute(db)).rows).toEqual(before.rows)
    expect((await indexes.execute(db)).rows).toEqual(indexesBefore.rows)
    expect(await partitionsOf(db)).toContain('facts_before')
    const { id } = await ingest(db, { pageViewId, sequence: 2 })
    expect(await partitionOf(db, id)).toBe('facts_before')
    // of the hundred the replaced one was queued, and nothing else was ever rolled up
    expect((await rolledUp(db))?.pageViews).toBe(1)
    const { rows } =
      await sql`select debug_data_id from facts where page_view_id = ${pageViewId} and is_current`.execute(db)
    expect(rows).toEqual([{ debugDataId: id }])

    const later = new Date(now.getTime() + 100 * dayMs)
    await ensurePartitions(db, [later])
    expect(await deleteExpired(db, 30, undefined, later)).toBe(101)
    expect(await partitionsOf(db)).not.toContain('facts_before')
    await storage.close()
  })

  test('what the version before writes, which does not say when, is found, replaced and counted once', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    const pageViewId = randomUUID()
    const [first, second] = [await ingestOfVersionBefore(db, pageViewId, 1), await ingest(db)]
    await age(db, second.id, longAgo)
    await ingestOfVersionBefore(db, pageViewId, 2)
    expect(await rolledUp(db)).toMatchObject({ pageViews: 2 })
    await ingest(db, { pageViewId, sequence: 3 })
    await ingestOfVersionBefore(db, pageViewId, 4)
    const { id } = await ingest(db, { pageViewId, sequence: 5 })
    const { rows } =
      await sql`select debug_data_id from facts where page_view_id = ${pageViewId} and is_current`.execute(db)
    expect(rows).toEqual([{ debugDataId: id }])
    expect(await rolledUp(db)).toMatchObject({ pageViews: 2 })
    const { rows: times } = await sql`select from page_views p
      join facts f on f.page_view_id = p.page_view_id and f.debug_data_id = p.debug_data_id and f.received_at = p.received_at
      join facts g on g.page_view_id = p.page_view_id and g.debug_data_id = p.previous_id and g.received_at = p.previous_at`.execute(
      db,
    )
    expect(times).toHaveLength(1)
    expect(await partitionOf(db, first)).toBe(partition(now))
    await storage.close()
  })

  test('a migration that fails leaves everything as it was', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    await makeUnpartitioned(db, randomUUID())
    await sql`alter table rollup_queue add column received_at text`.execute(db)
    await expect(migrate(db)).rejects.toThrow('already exists')
    const { rows } = await sql<{ kind: string; rows: number }>`select relkind::text as kind,
      (select count(*)::int from facts) as rows from pg_class where oid = 'facts'::regclass`.execute(db)
    expect(rows).toEqual([{ kind: 'r', rows: 100 }])
    await sql`alter table rollup_queue drop column received_at`.execute(db)
    await migrate(db)
    expect(await partitionsOf(db)).toContain('facts_before')
    await storage.close()
  })
})

test('several processes that start at once make the partitions once, of what was stored and of what comes', async () => {
  const dbUrl = await createPostgresDatabase()
  const start = () => opened({ dbUrl, dataDir: '', skipDb: false })
  const { storage } = await start()
  await makeUnpartitioned(storage.db, randomUUID())
  const started = await Promise.all([start(), start(), start()])
  expect(await partitionsOf(storage.db)).toContain('facts_before')

  const months = Array.from({ length: 6 }, (_, n) => new Date(Date.UTC(now.getUTCFullYear() + 1, n, 15)))
  await Promise.all(started.map((one) => ensurePartitions(one.storage.db, months)))
  expect(await partitionsOf(storage.db)).toEqual(expect.arrayContaining(months.map(partition)))
  for (const one of [...started, { storage }]) await one.storage.close()
})

test('who has begun to store while the tables are migrated stores to the end', async () => {
  const dbUrl = await createPostgresDatabase()
  const { storage } = await opened({ dbUrl, dataDir: '', skipDb: false })
  const { db } = storage
  await makeUnpartitioned(db, randomUUID())
  const { migrating } = await db.transaction().execute(async (trx) => {
    await sql`insert into page_views (page_view_id, debug_data_id, sequence) values ('new', 101, 1)`.execute(trx)
    const begun = migrate(db)
    await sleep(1500)
    await sql`insert into facts (received_at, debug_data_id, submission_id, page_view_id, has_page_view_id, is_current,
      extract_version, error_count) values (now(), 101, gen_random_uuid(), 'new', true, true, 1, 0)`.execute(trx)
    // in an object, or it would be waited for
    return { migrating: begun }
  })
  await migrating
  expect(await partitionOf(db, 101)).toBe('facts_before')
  await storage.close()
})

test('a partition that somebody reads is dropped another time, and those who store do not wait for that', async () => {
  const { storage } = await opened({ dbUrl: await createPostgresDatabase(), dataDir: '', skipDb: false })
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

/** The statements of that version, as far as they touch what has changed. */
async function ingestOfVersionBefore(db: Database, pageViewId: string, sequence: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`insert into submissions (submission_id, received_at, debug_data_id)
      select gen_random_uuid(), now(), nextval(pg_get_serial_sequence('debug_data', 'id'))
      returning debug_data_id as id`.execute(trx)
    const id = rows[0]?.id as number
    await sql`insert into page_views as p (page_view_id, debug_data_id, sequence)
      values (${pageViewId}, ${id}, ${sequence}) on conflict (page_view_id) do update set
        debug_data_id = excluded.debug_data_id,
        sequence = case when (excluded.sequence, excluded.debug_data_id) > (p.sequence, p.debug_data_id)
          then excluded.sequence end,
        previous_id = p.debug_data_id`.execute(trx)
    await sql`insert into debug_data (id, submission_id, timestamp)
      select debug_data_id, submission_id, now() at time zone 'UTC' from submissions
      where debug_data_id = ${id}`.execute(trx)
    await sql`insert into facts (received_at, debug_data_id, submission_id, page_view_id, has_page_view_id, sequence,
        is_current, extract_version, error_count)
      select date_trunc('milliseconds', now()), debug_data_id, submission_id, ${pageViewId}, true, ${sequence}, true, 1, 0
      from submissions where debug_data_id = ${id}`.execute(trx)
    await sql`insert into rollup_queue (debug_data_id, sign, page_view_id) values (${id}, 1, ${pageViewId})`.execute(
      trx,
    )
    await sql`with replaced as (
        update facts f set is_current = false
        from facts n join page_views p on p.page_view_id = n.page_view_id and p.debug_data_id = n.debug_data_id
        where n.debug_data_id = any(array[${id}]::integer[])
          and f.page_view_id = p.page_view_id and f.debug_data_id = p.previous_id and f.is_current
        returning f.debug_data_id, f.page_view_id)
      insert into rollup_queue (debug_data_id, sign, page_view_id)
      select debug_data_id, -1, page_view_id from replaced`.execute(trx)
    return id
  })
}

/** What the version before partitions left: a hundred page views, the first of which is queued. */
async function makeUnpartitioned(db: Database, pageViewId: string): Promise<void> {
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await db.transaction().execute(async (trx) => {
    const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
    const last = Object.keys(migrations).findLast((name) => name < '2026-12-05') as string
    const { error } = await migrator.migrateTo(last)
    if (error) throw error
  })
  await sql`insert into debug_data (submission_id, timestamp)
    select gen_random_uuid(), now() at time zone 'UTC' - n * interval '1 day' from generate_series(1, 100) n`.execute(
    db,
  )
  await sql`insert into submissions (submission_id, debug_data_id, received_at)
    select submission_id, id, timestamp at time zone 'UTC' from debug_data`.execute(db)
  await sql`insert into facts (received_at, debug_data_id, submission_id, page_view_id, has_page_view_id, sequence, is_current,
      extract_version, error_count)
    select received_at, debug_data_id, submission_id, case debug_data_id when 1 then ${pageViewId} else 'p' || debug_data_id end,
      true, 1, true, 1, 1 from submissions`.execute(db)
  await sql`insert into page_views (page_view_id, debug_data_id, sequence) select page_view_id, debug_data_id, 1 from facts`.execute(
    db,
  )
  await sql`insert into errors (received_at, message_hash, debug_data_id, ordinal, count, group_key, page_view_id)
    select received_at, 1, debug_data_id, 0, 1, '0123456789abcdef', page_view_id from facts`.execute(db)
  await sql`insert into rollup_queue (debug_data_id, sign, page_view_id) select debug_data_id, 1, page_view_id from facts
    where debug_data_id = 1`.execute(db)
}
