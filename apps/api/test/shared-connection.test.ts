import { randomUUID } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { prepared } from '../src/storage/prepared-statements.ts'
import type { Storage } from '../src/storage/storage.ts'
import { transactionAtOnce } from '../src/storage/write/pipelined-transaction.ts'
import { SharedConnection } from '../src/storage/write/shared-connection.ts'
import { createPostgresDatabase, engines, opened } from './support/databases.ts'

const isPooled = inject('postgresUrl').includes('pgbouncer')
const backendAfter = prepared('select pg_backend_pid() as pid from pg_sleep($1::float8)')
const divide = prepared('select 1 / $1::integer as quotient')
const note = prepared('insert into noted (id) values ($1::uuid)')

let storage: Storage
let shared: SharedConnection
beforeAll(async () => {
  const dbUrl = await createPostgresDatabase()
  storage = (await opened({ dbUrl, dataDir: '', skipDb: true })).storage
  await sql`create table noted (id uuid)`.execute(storage.db)
})
beforeEach(() => {
  shared = new SharedConnection(storage.db, storage.pipelines)
})
afterAll(() => storage?.close())

/** Returns the connection that a statement ran on, after this many seconds. */
async function connectionAfter(seconds: number): Promise<number> {
  const [[row] = []] = await transactionAtOnce(shared, [CompiledQuery.raw(backendAfter, [seconds])])
  return (row as { pid: number }).pid
}

/** How many connections two transactions take that are asked for at the same time. */
async function connectionsOfTwo(): Promise<number> {
  return new Set(await Promise.all([connectionAfter(0), connectionAfter(0)])).size
}

test.skipIf(isPooled)('concurrent transactions share one connection, and return it', async () => {
  await connectionAfter(0)
  expect(await connectionsOfTwo()).toBe(1)
  expect(storage.connections()).toMatchObject({ idle: storage.connections().open, waiting: 0 })
})

test.skipIf(isPooled)(
  'one that fails stores nothing, and takes neither the one before nor the one behind with it',
  async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const insert = (id: string, by: number) =>
      transactionAtOnce(shared, [CompiledQuery.raw(note, [id]), CompiledQuery.raw(divide, [by])])
    const results = await Promise.allSettled([
      insert(ids[0] as string, 1),
      insert(ids[1] as string, 0),
      insert(ids[2] as string, 1),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const { rows } = await sql<{ id: string }>`select id from noted`.execute(storage.db)
    expect(rows.map(({ id }) => id).toSorted()).toEqual([ids[0], ids[2]].toSorted())
  },
)

test('a transaction does not wait behind one that waits for a lock', async () => {
  const ended: string[] = []
  const waiting = connectionAfter(1).then(() => ended.push('waiting'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await connectionAfter(0).then(() => ended.push('other'))
  await waiting
  expect(ended).toEqual(['other', 'waiting'])
})

test.skipIf(isPooled)('slow transactions use a connection each until they are fast again', async () => {
  for (let n = 0; n < 30; n++) await connectionAfter(0.02)
  expect(await connectionsOfTwo()).toBe(2)
  for (let n = 0; n < 500; n++) await connectionAfter(0)
  expect(await connectionsOfTwo()).toBe(1)
})

test('a lost connection fails its transactions, and the next one gets another connection', async () => {
  const lost = [connectionAfter(5), connectionAfter(5)]
  const outcome = Promise.allSettled(lost)
  await expect
    .poll(async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like '%pg_sleep($1%' and state = 'active' and pid <> pg_backend_pid()`.execute(
        storage.db,
      )
      return rows.length
    })
    .toBeGreaterThan(0)
  if (isPooled) await connectionAfter(0)
  else expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await connectionAfter(0)).toBeGreaterThan(0)
})

test.runIf(engines.length > 1)('the only connection of the embedded engine is never held', async () => {
  const embedded = await (engines.at(-1) as (typeof engines)[number]).open()
  const ofEmbedded = new SharedConnection(embedded.storage.db, embedded.storage.pipelines)
  const ended: string[] = []
  const run = (name: string) =>
    ofEmbedded.run((connection) => connection.executeQuery(CompiledQuery.raw('select 1'))).then(() => ended.push(name))
  await Promise.all([
    run('first'),
    sql`select 1`.execute(embedded.storage.db).then(() => ended.push('other')),
    run('second'),
  ])
  await embedded.storage.close()
  expect(ended).toEqual(['first', 'other', 'second'])
})
