import { execFileSync } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { installedPostgresBin, startInstalledPostgres } from '@collector/testing/installed-postgres'
import { expect, test } from 'vitest'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import { copiedTables, sumTable } from '../src/storage/copy-table.ts'
import type { Storage } from '../src/storage/storage.ts'
import { embeddedDir, opened, temporaryDir } from './support/databases.ts'

async function store(storage: Storage, count: number): Promise<void> {
  const ingest = createIngest(storage)
  for (let n = 0; n < count; n++) {
    const text = `{"browser":{"n":${n},"x":"\\u0000é😀"},"errors":[{"message":"m"}],"page":{"url":"https://a.example/${n}"}}`
    await ingest({ bytes: Buffer.from(text), ip: '203.0.113.9', userAgent: undefined })
  }
}

/** Every table with its number of rows and a checksum over them. */
async function sums({ db }: Storage) {
  const tables = (await copiedTables(db)).filter(({ keyColumns }) => keyColumns.length > 0)
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table.name, await sumTable(db, table)])))
}

test('a copy of the stopped embedded database starts with the same data', async () => {
  const dataDir = await embeddedDir()
  const backup = await temporaryDir()
  const { storage } = await opened({ dbUrl: undefined, dataDir, skipDb: false })
  await store(storage, 20)
  const before = await sums(storage)
  await storage.close()
  await cp(dataDir, backup, { recursive: true })
  await rm(dataDir, { recursive: true })

  const restored = await opened({ dbUrl: undefined, dataDir: backup, skipDb: false })
  expect(before['debug_data']).toMatchObject({ count: 20 })
  expect(await sums(restored.storage)).toEqual(before)
  await store(restored.storage, 1)
  await restored.storage.close()
  await rm(backup, { recursive: true })
})

const bin = installedPostgresBin()
const isInstalled = bin !== undefined

test.skipIf(!isInstalled)('PostgreSQL: pg_dump while it runs, pg_restore into an empty database', async () => {
  const server = await startInstalledPostgres(bin as string)
  const [from, to] = [await server.createDatabase(), await server.createDatabase()]
  const { storage } = await opened({ dbUrl: from, dataDir: '', skipDb: false })
  await store(storage, 20)
  const file = join(await temporaryDir(), 'collector.dump')
  execFileSync(join(bin as string, 'pg_dump'), ['--format=custom', '--file', file, from])
  execFileSync(join(bin as string, 'pg_restore'), ['--no-owner', '--exit-on-error', '--dbname', to, file])

  const restored = await opened({ dbUrl: to, dataDir: '', skipDb: false })
  expect(await sums(restored.storage)).toEqual(await sums(storage))
  await store(restored.storage, 1)
  await restored.storage.close()
  await storage.close()
  await server.remove()
})
