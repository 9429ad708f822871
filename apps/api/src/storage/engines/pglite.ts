import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PGliteAdapter, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockDirectory } from './directory-lock.ts'
import type { Engine } from './engine.ts'
import { isUnavailable } from './is-unavailable.ts'
import type { PgliteWorkerData } from './pglite-worker.ts'
import { PreparingClient } from './preparing-client.ts'
import { syncPath } from './sync-path.ts'
import { WorkerStream } from './worker-stream.ts'

/** The worker is beside this file, in the source and in the build. */
const workerFile = new URL(`./pglite-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/**
 * Turns Kysely's lock off: the pool has one connection, so transactions take turns anyway. That lock (0.29,
 * driver/runtime-driver.js) stays locked for ever after a failed connection, for example while the thread restarts.
 */
class EmbeddedAdapter extends PGliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

class EmbeddedDialect extends PostgresDialect {
  override createAdapter() {
    return new EmbeddedAdapter()
  }
}

/**
 * Opens PostgreSQL in a thread of this process, with its files in a directory. The same driver as for a server
 * connects to it, over messages instead of a socket. If the thread ends, the next query restarts it.
 *
 * @throws DirectoryInUseError if another process uses the directory, or PGlite's error if it cannot open it
 */
export async function pgliteEngine(dataDir: string, onBroken: (error: Error) => void): Promise<Engine> {
  const unlock = await lockDirectory(dataDir)
  const filesDir = join(dataDir, 'pgdata')
  let isClosing = false
  let isEnding = false
  let opening: Promise<Worker> | undefined
  try {
    await makeFiles(filesDir)
    await running()
  } catch (error) {
    await unlock()
    throw error
  }

  const pool = new pg.Pool({
    Client: PreparingClient,
    stream: () => new WorkerStream(running()),
    max: 1,
    idleTimeoutMillis: 0,
  })
  pool.on('error', (error) => {
    if (!isEnding) onBroken(error)
  })

  return {
    dialect: new EmbeddedDialect({ pool }),
    isUnavailable: (error) => isClosing || isUnavailable(error),
    canComeBack: false,
    pipelines: false,
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    release: async () => {
      isClosing = true
      await end()
      await unlock()
    },
    // the memory of a thread only grows
    beginAnew: async () => {
      isEnding = true
      await end()
      await running()
      isEnding = false
    },
  }

  async function end(): Promise<void> {
    const worker = await opening
    if (!worker) return
    const exit = once(worker, 'exit')
    worker.postMessage('close')
    await exit
  }

  function running(): Promise<Worker> {
    opening ??= open().catch((error) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function open(): Promise<Worker> {
    const worker = start({ dir: filesDir, isNew: false })
    await once(worker, 'message')
    worker.once('error', onBroken)
    worker.once('exit', () => {
      opening = undefined
    })
    return worker
  }
}

/** Creates the files in a temporary directory and renames it, so that a killed process leaves nothing half made. */
async function makeFiles(dir: string): Promise<void> {
  if (existsSync(dir)) return
  const aside = `${dir}.new`
  await rm(aside, { recursive: true, force: true })
  await once(start({ dir: aside, isNew: true }), 'exit')
  await rename(aside, dir)
  syncPath(dirname(dir))
}

function start(workerData: PgliteWorkerData): Worker {
  // under `node --watch` a thread reports its imports as messages too
  const { WATCH_REPORT_DEPENDENCIES: _, ...env } = process.env
  return new Worker(workerFile, { workerData, env })
}
