import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extractFacts } from '../src/ingest/extract-facts.ts'
import { assignShards } from '../src/jobs/assign-shards.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { writeSetting } from '../src/storage/queries/settings.ts'
import type { Storage } from '../src/storage/storage.ts'
import { sampleTier } from '../src/storage/tables/page-view-samples.ts'
import { shardedTables } from '../src/storage/tables/sharded-tables.ts'
import { shardOf, shardsConstraint, shardsSetting } from '../src/storage/write/shards.ts'
import { createStore } from '../src/storage/write/store-submissions.ts'
import { deleteRows } from '../src/submissions/delete-submissions.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { createPostgresDatabase, engines, isCluster, opened } from './support/databases.ts'

const headers = { authorization: `Bearer ${testToken}` }
const nothing = {
  ...{ performanceData: null, fingerprints: null, errors: null, page: null, extra: null, inlet: null },
  browserInfo: '{}',
}

/** Tables whose rows do not become more with each page view, or by one for each value that people give. */
const smallTables = [
  ...['access_tokens', 'alert_channels', 'alert_deliveries', 'alert_events', 'alert_rules', 'bundle_chunks', 'deploys'],
  ...[
    'error_group_releases',
    'error_groups',
    'mapped_scripts',
    'refusal_counts',
    'releases',
    'settings',
    'source_maps',
  ],
]
/** They get the column when they are distributed. */
const keysWithout = ['debug_data_pkey', 'submissions_pkey']

describe.each(engines)('on $name', (engine) => {
  test('every table that grows has its shard, also in its unique keys', async () => {
    const { storage } = await engine.open()
    const { rows } = await sql<{ name: string; hasShard: boolean; keysWithout: string[] }>`select c.relname as name,
        exists (select from pg_attribute where attrelid = c.oid and attname = 'shard' and attnotnull) as has_shard,
        array(select i.indexrelid::regclass::text from pg_index i where i.indrelid = c.oid and i.indisunique
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'shard'
            and a.attnum = any(i.indkey))) as keys_without
      from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace = current_schema()::regnamespace and c.relname not like 'kysely%'`.execute(storage.db)
    const sharded = rows.filter(({ hasShard }) => hasShard)
    expect(sharded.map(({ name }) => name).toSorted()).toEqual(shardedTables.toSorted())
    expect(rows.flatMap(({ name, hasShard }) => (hasShard ? [] : name)).toSorted()).toEqual(smallTables.toSorted())
    expect(sharded.flatMap((table) => table.keysWithout).toSorted()).toEqual(keysWithout)
    await storage.close()
  })
})

test('page views are spread over the shards evenly, apart from the tiers of the sample', () => {
  const shards = [7, 3, 12, 40]
  const ids = Array.from({ length: 40_000 }, () => randomUUID())
  const sampled = ids.filter((id) => sampleTier(id) === 1)
  for (const some of [ids, sampled]) {
    const counts = Map.groupBy(some, (id) => shardOf(id, shards))
    for (const shard of shards) {
      const expected = some.length / shards.length
      // five standard deviations
      expect(Math.abs((counts.get(shard)?.length ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected))
    }
  }
  expect(ids.map((id) => shardOf(id, shards))).toEqual(ids.map((id) => shardOf(id, shards)))
  expect(shardOf('any', [0])).toBe(0)
})

describe('a database that is distributed while it runs', () => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await opened({ dbUrl: await createPostgresDatabase(), dataDir: '', skipDb: false })).storage
  })
  afterAll(() => storage?.close())

  test.skipIf(isCluster)('nothing is stored in shards that are no more, and each page view is in one', async () => {
    const running = createStore(storage)
    const body = (pageViewId: string, sequence: number) => ({
      raw: { ...nothing, ip: null, clientTimestamp: null },
      submissionId: randomUUID(),
      facts: extractFacts({ page: { pageViewId, sequence }, errors: [{ message: 'it broke' }] }, undefined),
    })
    await running([body('before', 1)])
    await sql`alter table submissions add constraint ${sql.id(shardsConstraint)} check (shard <> 0) not valid`.execute(
      storage.db,
    )
    await expect(running([body('between', 1)])).rejects.toThrow('the database is being distributed')

    await writeSetting(storage.db, shardsSetting, '[5,9]')
    const ids = Array.from({ length: 40 }, (_, n) => `view-${n}`)
    expect(await running(ids.map((id) => body(id, 1)))).toHaveLength(40)
    const again = ids.map((id) => body(id, 2))
    const stored = await running(again)
    expect(await running(again)).toEqual(stored.map(({ id }) => ({ id, isNew: false })))
    for (const table of ['debug_data', 'submissions', 'facts', 'errors', 'rollup_queue']) {
      const { rows } = await sql<{ shard: number }>`select distinct shard from ${sql.id(table)}
        where shard <> 0 order by 1`.execute(storage.db)
      expect(rows, table).toEqual([{ shard: 5 }, { shard: 9 }])
    }
    const { rows } = await sql<{ pageViewId: string; shard: number; current: number }>`select page_view_id,
        min(shard)::int as shard, (count(*) filter (where is_current))::int as current from facts
      where page_view_id like 'view-%' group by page_view_id having count(distinct shard) = 1`.execute(storage.db)
    expect(rows).toHaveLength(40)
    for (const { pageViewId, shard, current } of rows) {
      expect({ shard, current }).toEqual({ shard: shardOf(pageViewId, [5, 9]), current: 1 })
    }

    expect(await rollUpQueue(storage.db)).toBe(1 + 40 + 80)
    const sums = await sql<{ shard: number; pageViews: number }>`select shard, page_views::int from page_view_rollups
      where level = 'day' and dimension = '' order by shard`.execute(storage.db)
    const inShard = (shard: number) => ids.filter((id) => shardOf(id, [5, 9]) === shard).length
    expect(sums.rows).toEqual([
      { shard: 0, pageViews: 1 },
      { shard: 5, pageViews: inShard(5) },
      { shard: 9, pageViews: inShard(9) },
    ])

    await deleteRows(
      storage.db,
      stored.map(({ id }) => id),
    )
    const left = await sql<{ shard: number; current: number }>`select shard, count(*)::int as current from facts
      where is_current and sequence = 1 group by shard order by shard`.execute(storage.db)
    expect(left.rows).toEqual([
      { shard: 0, current: 1 },
      { shard: 5, current: inShard(5) },
      { shard: 9, current: inShard(9) },
    ])
  })
})

test.skipIf(isCluster)('what was stored before is assigned to shards, with all that belongs to it', async () => {
  const { storage } = await opened({ dbUrl: await createPostgresDatabase(), dataDir: '', skipDb: false })
  const { db } = storage
  const app = await buildTestApp(storage)
  const answers = async () => {
    const urls = [
      'overview',
      'errors',
      'submissions',
      'metrics/lcp',
      'submissions?q=broke',
      'pages',
      'fingerprints/same',
    ]
    const asked = urls.map(async (url) => (await app.inject({ url: `/api/${url}`, headers })).json())
    return JSON.parse(JSON.stringify(await Promise.all(asked)).replace(/"(from|to|at|previousFrom)":"[^"]*",?/g, ''))
  }
  const send = (n: number, sequence: number) =>
    app.inject({
      method: 'POST',
      url: '/collect',
      payload: {
        page: { url: `https://a.example/${n}`, pageViewId: n % 3 === 0 ? undefined : `view-${n}`, sequence },
        performance: { vitals: { lcp: { value: 1000 + n, attribution: { target: `#image-${n}` } } } },
        fingerprints: { hash: 'same', components: { canvas: { value: n, durationMs: 1 } } },
        errors: [{ message: `it broke ${n % 4}` }],
      },
    })
  for (let n = 0; n < 20; n++) await send(n, 1)
  await rollUpQueue(db)
  for (let n = 0; n < 10; n++) await send(n, 2)
  await sql`insert into debug_data (browser_info) values ('{}')`.execute(db)
  const before = await answers()

  const steps = []
  for await (const step of assignShards(db, [5, 9])) steps.push(step)
  expect(steps).toEqual([{ done: 30, total: 30 }])
  expect(await answers()).toEqual(before)
  const { rows } = await sql<{ pageViewId: string; shards: number[] }>`select f.page_view_id, array(
        select shard from debug_data where id = f.debug_data_id union all
        select shard from submissions where submission_id = f.submission_id union all
        select shard from page_views where page_view_id = f.page_view_id union all
        select shard from errors where debug_data_id = f.debug_data_id union all
        select f.shard) as shards,
        (select count(*)::int from texts t where t.shard = f.shard and t.hash in (f.url_hash)) as texts,
        (select count(*)::int from reasons r where r.shard = f.shard and r.reason_key = f.lcp_reason) as reasons,
        (select count(*)::int from fingerprints p where p.shard = f.shard and p.fingerprint_key = f.fingerprint_key) as fingerprints
      from facts f`.execute(db)
  expect(rows).toHaveLength(30)
  for (const { pageViewId, shards, ...details } of rows) {
    expect(new Set(shards)).toEqual(new Set([shardOf(pageViewId, [5, 9])]))
    expect(details).toEqual({ texts: 1, reasons: 1, fingerprints: 1 })
  }
  for (const table of ['texts', 'reasons', 'fingerprints', 'submissions', 'rollup_queue']) {
    const left = await sql`select from ${sql.id(table)} where shard = 0`.execute(db)
    expect(left.rows, table).toEqual([])
  }
  await app.close()
  await storage.close()
})
