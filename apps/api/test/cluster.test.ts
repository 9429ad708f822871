import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { distribute } from '../src/commands/distribute.ts'
import { reExtract } from '../src/jobs/re-extract.ts'
import { takeOver } from '../src/jobs/take-over.ts'
import { openStorage, type Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { createPostgresDatabase } from './support/databases.ts'

const headers = { authorization: `Bearer ${testToken}` }
let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
beforeAll(async () => {
  storage = await openStorage(
    { dbUrl: await createPostgresDatabase(), dataDir: '', skipDb: false },
    { info() {}, warn() {} },
  )
  await storage.ready
  app = await buildTestApp(storage)
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

test('a filled database is distributed once, goes on storing, and is extracted again', async () => {
  const store = (n: number) =>
    app.inject({ method: 'POST', url: '/collect', payload: { page: { url: `https://a.example/${n}` } } })
  const listed = async () =>
    (await app.inject({ url: '/api/submissions?from=1970-01-01', headers }))
      .json()
      .items.map(({ page }: { page: { url: string } }) => page.url)
      .toSorted()
  const told = async () => {
    const steps: string[] = []
    for await (const step of distribute(storage, 4)) steps.push(step)
    return steps
  }
  for (let n = 0; n < 5; n++) expect((await store(n)).statusCode).toBe(200)

  expect(await told()).toEqual([
    expect.stringMatching(/^Copying 1 MB of raw text to 4 shards on \d+ nodes; storing waits meanwhile$/),
    expect.stringMatching(/^Raw text is distributed/),
  ])
  expect(await told()).toEqual(['Raw text has 4 shards already', expect.stringMatching(/^Raw text is distributed/)])
  const { rows } = await sql<{ shards: number }>`select count(*)::int as shards from pg_dist_shard
    where logicalrelid = 'debug_data'::regclass`.execute(storage.db)
  expect(rows).toEqual([{ shards: 4 }])

  for (let n = 5; n < 9; n++) expect((await store(n)).statusCode).toBe(200)
  const urls = Array.from({ length: 9 }, (_, n) => `https://a.example/${n}`)
  expect(await listed()).toEqual(urls)
  expect(await reExtract(storage.db, () => {})).toBe(true)
  expect(await listed()).toEqual(urls)
})

test('rows of the predecessor are listed before and after they are read', async () => {
  await sql`insert into debug_data (browser_info, timestamp)
    select '{"userAgent": "Old/' || n || '"}', timestamp '2026-11-01' + n * interval '1 minute' from generate_series(1, 3) n`.execute(
    storage.db,
  )
  const listed = async (query: string) =>
    (await app.inject({ url: `/api/submissions?${query}`, headers })).json().items.length
  const inNovember = 'from=2026-11-01&to=2026-11-02'
  expect(await listed(inNovember)).toBe(3)
  expect(await takeOver(storage.db, () => {})).toBe(3)
  expect(await listed(inNovember)).toBe(3)
  expect(await takeOver(storage.db, () => {})).toBe(0)
})
