import { setTimeout as sleep } from 'node:timers/promises'
import { CamelCasePlugin, type Dialect, Kysely } from 'kysely'
import { checkEncoding, checkRights } from './check-database.ts'
import type { Database, Tables } from './database.ts'
import type { Connections, Engine } from './engines/engine.ts'
import { isRefusedConnection } from './engines/is-refused-connection.ts'
import { explainStartError } from './explain-start-error.ts'
import { migrate } from './migrate.ts'
import { ensurePartitions } from './partitions.ts'
import { WriteCheck } from './write-check.ts'

/** The database of this process and whether it can be used now. */
export interface Storage {
  readonly db: Database
  /** For questions over many rows: a replica's, where there is one, which may be a moment behind; else the same. */
  readonly readDb: Database
  /** For work that may take long and that nobody waits for: one connection without limits of time. Closing cancels it. */
  readonly unlimitedDb: Database
  /** Settles when the tables are there; tries until they are. Rejects only if trying again cannot help. */
  readonly ready: Promise<void>
  /** True if a connection takes the next transaction before it has answered the previous one. */
  readonly pipelines: boolean
  isReady(): boolean
  isUnavailable(error: unknown): boolean
  /** @throws when the database cannot be written to, or does not answer within the time */
  ping(timeoutMs: number): Promise<void>
  /** Records the outcome of storing for `ping`: an error if the database made it fail. */
  noteWrite(error?: Error): void
  connections(): Connections
  close(): Promise<void>
}

export interface StorageSettings {
  dbUrl: string | undefined
  readDbUrl?: string | undefined
  dataDir: string
  skipDb: boolean
}

/** As long as anybody waits for the answer. */
const maxPings = 15

type Log = { info(message: string): void; warn(message: string): void }

/**
 * Opens the database: a PostgreSQL server when there is a `dbUrl`, else the embedded engine. The engine's code is loaded
 * only if it is used.
 *
 * @throws when the embedded engine cannot be opened; a server may come later
 */
export async function openStorage(settings: StorageSettings, log: Log): Promise<Storage> {
  log.info('Attempting database connection')
  const begun = performance.now()
  const engine = await openEngine(settings, log)
  const opened = performance.now()
  const db = database(engine.dialect)
  const pingDb = engine.pingDialect ? database(engine.pingDialect) : db
  const unlimitedDb = engine.unlimitedDialect ? database(engine.unlimitedDialect) : db
  const replica = settings.readDbUrl === undefined ? undefined : await openServer(settings.readDbUrl, log)
  const readDb = replica ? database(replica.dialect) : db
  const writeCheck = new WriteCheck()
  let isReady = false
  let isClosed = false
  const ready = prepare().then(() => {
    isReady = true
    const [openMs, tablesMs] = [opened - begun, performance.now() - opened].map(Math.round)
    log.info(`The database is ready: opened in ${openMs} ms, tables checked or made in ${tablesMs} ms`)
  })

  return {
    db,
    readDb,
    unlimitedDb,
    ready,
    pipelines: engine.pipelines,
    isReady: () => isReady,
    isUnavailable: (error) => !isReady || engine.isUnavailable(error),
    ping: (timeoutMs) => withTimeout(ping(), timeoutMs),
    noteWrite: (error) => writeCheck.note(error),
    connections: () => engine.connections(),
    async close() {
      isClosed = true
      if (replica) await readDb.destroy()
      if (pingDb !== db) await pingDb.destroy()
      // a server would go on with it, and hold up the migration of a next version
      await engine.cancelUnlimited?.().catch(() => {})
      if (unlimitedDb !== db) await unlimitedDb.destroy()
      await db.destroy()
      await engine.release()
    },
  }

  async function prepare(): Promise<void> {
    for (let waitMs = 250; !isClosed; waitMs = Math.min(waitMs * 2, 2000)) {
      try {
        await checkEncoding(db)
        if (!settings.skipDb) await prepareTables()
        return
      } catch (error) {
        if (!engine.canComeBack) throw error
        log.warn(`The database cannot be used yet (${explainStartError(error)}), trying again`)
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
      }
    }
  }

  async function prepareTables(): Promise<void> {
    const wasMigrated = await migrate(unlimitedDb)
    await ensurePartitions(db)
    await checkRights(db)
    if (wasMigrated) await engine.beginAnew?.()
  }

  async function ping(): Promise<void> {
    if (!isReady) throw new Error('the tables are not ready yet')
    try {
      await writeCheck.run(pingDb)
    } catch (error) {
      if (pingDb === db || !isRefusedConnection(error)) throw error
      // it waits for room, as well as for a connection that all share
      await Promise.any([pingWhereThereIsRoom(), writeCheck.run(db)]).catch(({ errors }: AggregateError) => {
        throw errors[1]
      })
    }
  }

  async function pingWhereThereIsRoom(): Promise<void> {
    for (let tries = 1; ; tries++) {
      await sleep(100)
      try {
        return await writeCheck.run(pingDb)
      } catch (error) {
        if (!isRefusedConnection(error) || tries === maxPings) throw error
      }
    }
  }
}

async function openEngine({ dbUrl, dataDir }: StorageSettings, log: Log): Promise<Engine> {
  if (dbUrl !== undefined) return openServer(dbUrl, log)
  const { pgliteEngine } = await import('./engines/pglite.ts')
  return pgliteEngine(dataDir, warnOfConnection(log))
}

async function openServer(dbUrl: string, log: Log): Promise<Engine> {
  const { postgresEngine } = await import('./engines/postgres.ts')
  return postgresEngine(dbUrl, warnOfConnection(log))
}

function warnOfConnection(log: Log) {
  return (error: Error) => log.warn(`A database connection broke (${error.message})`)
}

function database(dialect: Dialect): Database {
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] })
}

function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
