import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openStorage, type Storage, type StorageSettings } from '../../src/storage/storage.ts'

let databases = 0

/** An empty PostgreSQL database of its own. */
export async function createPostgresDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `test_${process.pid}_${++databases}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  url.pathname = `/${name}`
  return url.href
}

/** A directory that is gone when the tests of the file are done. */
export async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-test-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const silent = { info() {}, warn() {} }

/** Every engine, each with how to open an empty database on it. Through a pooler, and with a replica, there is only the one. */
export const engines: { name: string; open(): Promise<{ storage: Storage; settings: StorageSettings }> }[] = [
  {
    name: 'PostgreSQL',
    open: async () => {
      const dbUrl = await createPostgresDatabase()
      return opened({ dbUrl, readDbUrl: onReplica(dbUrl), dataDir: '', skipDb: false })
    },
  },
  {
    name: 'PGlite',
    open: async () => {
      const dataDir = await temporaryDir()
      const { storage, settings } = await opened({ dbUrl: undefined, dataDir, skipDb: false })
      const close = async () => {
        await storage.close()
        await rm(dataDir, { recursive: true, force: true })
      }
      return { storage: { ...storage, close }, settings }
    },
  },
].filter(({ name }) => name === 'PostgreSQL' || !isSpecial())

/** Returns whether this run is about a pooler or a replica. */
function isSpecial(): boolean {
  return inject('postgresUrl').includes('pgbouncer') || inject('replicaUrl') !== undefined
}

/** The same database on the replica of this run, if it has one. */
function onReplica(dbUrl: string): string | undefined {
  const replica = inject('replicaUrl')
  if (replica === undefined) return undefined
  return new URL(new URL(dbUrl).pathname, replica).href
}

export async function opened(settings: StorageSettings) {
  const storage = await openStorage(settings, silent)
  await storage.ready
  return { storage, settings }
}
