import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyMadeOnce } from '@collector/testing/made-once'
import pg from 'pg'
import { inject } from 'vitest'
import { distribute } from '../../src/commands/distribute.ts'
import { openStorage, type Storage, type StorageSettings } from '../../src/storage/storage.ts'
import type { Node } from './citus-cluster.ts'

let databases = 0
export const isCluster = inject('citusWorkers') !== undefined
/** True if the same server is asked another way, through a pooler or on a replica: it answers each statement alike. */
export const repeatsStatements = inject('postgresUrl').includes('pgbouncer') || inject('replicaUrl') !== undefined

/** Creates an empty PostgreSQL database, as a copy of a template if one is named. Returns its connection string. */
export async function createPostgresDatabase(template = 'template1'): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const name = `test_${process.pid}_${++databases}`
  await query(url.href, `create database ${name} template ${template}`)
  url.pathname = `/${name}`
  if (isCluster) await joinNodes(url, inject('citusWorkers') ?? [])
  return url.href
}

/** Opens a PostgreSQL database of its own, whose tables are there. */
export async function openPostgres() {
  const dbUrl = await createPostgresDatabase(inject('templateDatabase'))
  return opened({ dbUrl, readDbUrl: onReplica(dbUrl), dataDir: '', skipDb: false })
}

/** Makes the database on every worker, and a cluster of all. */
async function joinNodes(coordinator: URL, workers: Node[]): Promise<void> {
  const { pathname } = coordinator
  for (const { host, port } of workers) {
    const worker = new URL(inject('postgresUrl'))
    worker.host = `${host}:${port}`
    await query(worker.href, `create database ${pathname.slice(1)}`)
    await query(new URL(pathname, worker).href, 'create extension citus')
  }
  const { hostname, port } = coordinator
  await query(
    coordinator.href,
    'create extension citus',
    `select citus_set_coordinator_host('${hostname}', ${port})`,
    ...workers.map((worker) => `select citus_add_node('${worker.host}', ${worker.port})`),
  )
}

async function query(connectionString: string, ...texts: string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  for (const text of texts) await client.query(text)
  await client.end()
}

/** A directory that is gone when the tests of the file are done. */
export async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-test-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A directory with an embedded database whose tables are there. */
export async function embeddedDir(): Promise<string> {
  const dataDir = await temporaryDir()
  await copyMadeOnce('embedded', dataDir, async (dir) => {
    const { storage } = await opened({ dbUrl: undefined, dataDir: dir, skipDb: false })
    await storage.close()
  })
  return dataDir
}

/** More than the workers have, so that a batch goes to several. */
const shards = 4

const silent = { info() {}, warn() {} }

/** Every engine, each with how to open a database without rows on it. Through a pooler, with a replica and on a cluster there is only the one. */
export const engines: { name: string; open(): Promise<{ storage: Storage; settings: StorageSettings }> }[] = [
  {
    name: 'PostgreSQL',
    open: openPostgres,
  },
  {
    name: 'PGlite',
    open: async () => {
      const dataDir = await embeddedDir()
      const { storage, settings } = await opened({ dbUrl: undefined, dataDir, skipDb: false })
      const close = async () => {
        await storage.close()
        await rm(dataDir, { recursive: true, force: true })
      }
      return { storage: { ...storage, close }, settings }
    },
  },
].filter(({ name }) => name === 'PostgreSQL' || !isSpecial())

/** Returns whether this run is about a pooler, a replica or a cluster. */
function isSpecial(): boolean {
  return isCluster || repeatsStatements
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
  if (isCluster && settings.dbUrl) for await (const _ of distribute(storage, shards)) void _
  return { storage, settings }
}
