import { randomUUID } from 'node:crypto'
import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { distribute } from '../src/commands/distribute.ts'
import { deleteExpired } from '../src/jobs/delete-expired.ts'
import { MoveError, move } from '../src/jobs/move.ts'
import { reExtract } from '../src/jobs/re-extract.ts'
import { takeOver } from '../src/jobs/take-over.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import { openStorage, type Storage } from '../src/storage/storage.ts'
import { shardedTables } from '../src/storage/tables/sharded-tables.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { createPostgresDatabase } from './support/databases.ts'

const headers = { authorization: `Bearer ${testToken}` }
let dbUrl: string
let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
beforeAll(async () => {
  dbUrl = await createPostgresDatabase()
  storage = await openStorage({ dbUrl, dataDir: '', skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  app = await buildTestApp(storage)
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const store = (pageViewId: string, sequence = 1, submissionId: string = randomUUID()) =>
  app.inject({
    method: 'POST',
    url: '/collect',
    payload: {
      submissionId,
      page: { url: `https://a.example/${pageViewId}`, pageViewId, sequence },
      performance: { vitals: { lcp: { value: 1000 * sequence } } },
      errors: [{ message: 'it broke' }],
    },
  })
const listed = async () =>
  (await app.inject({ url: '/api/submissions?from=1970-01-01', headers }))
    .json()
    .items.map(({ page }: { page: { url: string } }) => page.url.split('/').at(-1))
    .toSorted()
/** Returns the page views in the rollups, and the number of current submissions. */
const counted = async () => {
  await rollUpQueue(storage.db)
  const { rows } = await sql<{ rolledUp: number; current: number }>`select
    (select sum(page_views)::int from page_view_rollups where level = 'day' and dimension = '') as rolled_up,
    (select count(*)::int from facts where is_current) as current`.execute(storage.db)
  return rows[0]
}
const pageViewIds = Array.from({ length: 30 }, (_, n) => `view-${n}`)

test('a filled database is distributed once, and goes on storing, counting, deleting and extracting', async () => {
  const steps = async () => {
    const told: string[] = []
    for await (const step of distribute(storage, 4)) told.push(step)
    return told
  }
  const first = randomUUID()
  await store('view-0', 1, first)
  for (const id of pageViewIds.slice(1, 20)) expect((await store(id)).statusCode).toBe(200)
  expect(await counted()).toEqual({ rolledUp: 20, current: 20 })

  const told = await steps()
  expect(told.shift()).toMatch(/^Distributing 14 tables to 4 shards on \d+ nodes\./)
  expect(told.shift()).toBe('Assigned 20 of 20 submissions to their shards')
  expect(told.splice(0, 14)).toEqual(
    shardedTables.map((table) => expect.stringContaining(`Copying ${table} to the nodes`)),
  )
  expect(told).toEqual([expect.stringMatching(/^Everything that grows with page views is distributed/)])
  expect(await steps()).toEqual(['Everything is distributed to 4 shards already'])
  const { rows } = await sql<{ shards: number }>`select count(*)::int as shards from pg_dist_shard
    where logicalrelid = any(${[...shardedTables]}::text[]::regclass[]) group by logicalrelid`.execute(storage.db)
  expect(rows).toEqual(Array(14).fill({ shards: 4 }))

  // this process was started before
  for (const id of pageViewIds) expect((await store(id, 2)).statusCode).toBe(200)
  expect((await store('view-0', 1, first)).statusCode).toBe(200)
  expect(await listed()).toEqual([...pageViewIds.slice(0, 20), ...pageViewIds].toSorted())
  expect(await counted()).toEqual({ rolledUp: 30, current: 30 })
  const { rows: stored } = await sql<{ shards: number; rows: number }>`
    select count(distinct shard)::int as shards, count(*)::int as rows from submissions`.execute(storage.db)
  expect(stored).toEqual([{ shards: 4, rows: 50 }])

  expect(await reExtract(storage.db, () => {})).toBe(true)
  expect(await counted()).toEqual({ rolledUp: 30, current: 30 })
  const deleted = await app.inject({ method: 'DELETE', url: '/api/submissions?path=/view-3', headers })
  expect(deleted.json()).toEqual({ deleted: 2 })
  expect(await counted()).toEqual({ rolledUp: 29, current: 29 })
})

test('partitions of new months are distributed, and retention empties and drops them', async () => {
  const month = new Date('2025-03-15T12:00:00Z')
  await ensurePartitions(storage.db, [month])
  const partition = async () =>
    (await sql`select from pg_dist_partition where logicalrelid = to_regclass('facts_2025_03')`.execute(storage.db))
      .rows
  expect(await partition()).toHaveLength(1)
  await sql`update facts set received_at = ${month} where page_view_id = 'view-4' and is_current`.execute(storage.db)
  const days = Math.floor((Date.now() - Date.parse('2025-06-01')) / dayMs)
  expect(await deleteExpired(storage.db, days)).toBe(1)
  expect(await partition()).toHaveLength(0)
})

test('rows of the predecessor are listed before and after they are read', async () => {
  await sql`insert into debug_data (browser_info, timestamp)
    select '{"userAgent": "Old/' || n || '"}', timestamp '2026-11-01' + n * interval '1 minute' from generate_series(1, 3) n`.execute(
    storage.db,
  )
  const listedIn = async (query: string) =>
    (await app.inject({ url: `/api/submissions?${query}`, headers })).json().items.length
  const inNovember = 'from=2026-11-01&to=2026-11-02'
  expect(await listedIn(inNovember)).toBe(3)
  expect(await takeOver(storage.db, () => {})).toBe(3)
  expect(await listedIn(inNovember)).toBe(3)
  expect(await takeOver(storage.db, () => {})).toBe(0)
})

test('nothing is moved into a database that is distributed', async () => {
  await expect(move(storage.db, storage.db, () => {})).rejects.toThrow(MoveError)
})

test('while a worker is away health says so, the others store, and nothing acknowledged is lost', async () => {
  const [worker] = inject('citusWorkers') ?? []
  const url = new URL(dbUrl)
  const database = url.pathname.slice(1)
  url.host = `${worker?.host}:${worker?.port}`
  url.pathname = new URL(inject('postgresUrl')).pathname
  const client = new pg.Client(url.href)
  await client.connect()
  await client.query('set citus.enable_ddl_propagation = off')
  const ids = Array.from({ length: 40 }, (_, n) => `away-${n}`)
  const health = async () => {
    const { statusCode, body } = await app.inject('/health')
    return { statusCode, ...JSON.parse(body) }
  }
  const isReady = async () => (await app.inject('/readyz')).statusCode
  expect(await health()).toEqual({ statusCode: 200, status: 'healthy', database: 'connected' })

  await client.query(`alter database ${database} allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
  const nodes = inject('citusWorkers')?.length
  expect(await health()).toEqual({
    ...{ statusCode: 503, status: 'unhealthy', database: 'incomplete' },
    missing: `1 of ${nodes} nodes`,
  })
  expect(await isReady()).toBe(200)
  const statuses: number[] = []
  for (const id of ids) statuses.push((await store(id)).statusCode)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(await health()).toMatchObject({ database: 'incomplete' })
  expect(await isReady()).toBe(200)
  const questions = ['overview', 'submissions', 'errors']
  for (const name of questions) {
    expect((await app.inject({ url: `/api/${name}?from=1970-01-01`, headers })).statusCode, name).toBe(503)
  }

  await client.query(`alter database ${database} allow_connections true`)
  await client.end()
  await expect.poll(health).toMatchObject({ status: 'healthy' })
  const stored = ids.filter((_, n) => statuses[n] === 200)
  const { rows } = await sql<{ id: string }>`select page_view_id as id from facts
    where page_view_id like 'away-%' and is_current`.execute(storage.db)
  expect(rows.map(({ id }) => id).toSorted()).toEqual(stored.toSorted())
  for (const id of ids) expect((await store(id, 2)).statusCode).toBe(200)
})
