import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { endsSession } from './ends-session.ts'
import { syncPath } from './sync-path.ts'
import { SyncedFiles } from './synced-files.ts'
import type { WorkerMessage } from './worker-stream.ts'

/**
 * The thread of the embedded database, so that a long statement or a slow disk does not block the thread that answers
 * requests. It exchanges the bytes of PostgreSQL's wire protocol.
 */
const port = parentPort as NonNullable<typeof parentPort>
const { dir, isNew } = workerData as PgliteWorkerData

export interface PgliteWorkerData {
  dir: string
  /** True to create the files and exit, which frees the memory that creating took. */
  isNew: boolean
}

const startParams = [
  // PGlite's own parameters, except -F, which turns syncing off
  ...PGlite.defaultStartParams.filter((flag) => flag !== '-F'),
  // the only method of syncing the log that works here
  ...['-c', 'wal_sync_method=fsync'],
  // allocated at the start; the operating system has a cache of its own
  ...['-c', 'shared_buffers=16MB'],
]

const pglite = await PGlite.create({ fs: new SyncedFiles(dir), startParams, extensions: { pg_trgm } })
if (isNew) {
  await pglite.close()
  // the files were created without syncing
  syncAll(dir)
  process.exit()
}
let last: Promise<unknown> = Promise.resolve()
port.on('message', (message: WorkerMessage | 'close') => {
  last = last.then(() => (message === 'close' ? close() : answer(message)))
})
port.postMessage('open')
collectGarbage()

/** Opening takes a hundred megabytes and more; this gives them back now instead of some day. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

function syncAll(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    syncPath(join(entry.parentPath, entry.name))
  }
  syncPath(path)
}

async function close(): Promise<void> {
  await pglite.close()
  process.exit()
}

async function answer({ connection, bytes }: WorkerMessage): Promise<void> {
  if (isStartup(bytes)) return greet(connection)
  const isTerminate = bytes[0] === 'X'.charCodeAt(0)
  if (isTerminate) return
  const reply = await pglite.execProtocolRaw(bytes)
  // a copy, since the reply may be a view of the database's own memory
  const own = reply.slice()
  // restarts on its files, as a server does: after such an error the engine answers nothing
  const isOver = endsSession(own)
  port.postMessage({ connection, bytes: own } satisfies WorkerMessage, [own.buffer])
  if (isOver) process.exit()
}

/** Returns whether it is the first message of a connection, the only one that begins with its length instead of a letter. */
function isStartup(bytes: Uint8Array): boolean {
  return bytes[0] === 0
}

/** Starts a connection without state of the previous one, and without a password. */
async function greet(connection: number): Promise<void> {
  await pglite.exec('rollback')
  await pglite.exec('discard all')
  const authenticationOk = [0x52, 0, 0, 0, 8, 0, 0, 0, 0]
  const readyForQuery = [0x5a, 0, 0, 0, 5, 0x49]
  const bytes = new Uint8Array([...authenticationOk, ...readyForQuery])
  port.postMessage({ connection, bytes } satisfies WorkerMessage)
}
