import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { embeddedDir, opened, temporaryDir } from './support/databases.ts'

let dataDir: string
let storage: Storage | undefined
const open = async ({ skipDb = false } = {}) => {
  const made = await opened({ dbUrl: undefined, dataDir, skipDb })
  storage = made.storage
  return storage
}

beforeEach(async () => {
  dataDir = await embeddedDir()
})
afterEach(async () => {
  await storage?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const settings = async ({ db }: Storage) => db.selectFrom('settings').selectAll().execute()

test('a commit is synced to disk', async () => {
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method')`.execute((await open()).db)
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_sync_method: 'fsync',
  })
})

/** With one setting in it. */
async function openWithThread() {
  const post = vi.spyOn(Worker.prototype, 'postMessage')
  const { db, isUnavailable } = await open()
  await db.insertInto('settings').values({ key: 'kept', value: 'yes' }).execute()
  const worker = post.mock.contexts.at(-1) as unknown as Worker
  post.mockRestore()
  return { db, isUnavailable, worker }
}

test('a query fails as unavailable when the thread ends, and the next query restarts it', async () => {
  const { db, isUnavailable, worker } = await openWithThread()
  const asked = db.transaction().execute(async (trx) => {
    await trx.insertInto('settings').values({ key: 'half', value: 'done' }).execute()
    await worker.terminate()
    await trx.insertInto('settings').values({ key: 'other half', value: 'done' }).execute()
  })
  const error = await asked.catch((reason) => reason)
  expect(error).toBeInstanceOf(Error)
  expect(isUnavailable(error)).toBe(true)
  // on a busy machine starting again takes longer than a question waits
  await expect.poll(() => settings({ db } as Storage)).toEqual([{ key: 'kept', value: 'yes' }])
})

test('a query waits for a slow restart of the thread', async () => {
  const { db, worker } = await openWithThread()
  await worker.terminate()
  const asked = settings({ db } as Storage)
  await new Promise(setImmediate)
  // nothing is heard of it for so long
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
  expect(await asked).toEqual([{ key: 'kept', value: 'yes' }])
})

test('files that a killed process created in part are created again', async () => {
  dataDir = await temporaryDir()
  await mkdir(join(dataDir, 'pgdata.new'))
  await writeFile(join(dataDir, 'pgdata.new/PG_VERSION'), '18\n')
  expect(await settings(await open())).toEqual([])
  expect(existsSync(join(dataDir, 'pgdata.new'))).toBe(false)
})
