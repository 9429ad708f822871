import { type Config, ConfigError } from '../config.ts'
import { type MoveProgress, move } from '../jobs/move.ts'
import { createLogger } from '../operating/logger.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { stopSignal } from './stop-signal.ts'

const tellEveryMs = 2000

type Log = ReturnType<typeof createLogger>

/**
 * The command `collector move`: copies the embedded database in DATA_DIR to the PostgreSQL of DB_URL. SIGINT and
 * SIGTERM stop it after the current page.
 */
export async function moveToPostgres(config: Config): Promise<void> {
  const log = createLogger(config.logLevel)
  if (config.dbUrl === undefined) throw new ConfigError('DB_URL must name the PostgreSQL to move to')
  const isStopping = stopSignal()
  const opened: Storage[] = []
  const open = async (dbUrl: string | undefined) => {
    const storage = await openStorage({ ...config, dbUrl, skipDb: false }, log)
    opened.push(storage)
    await storage.ready
    return storage.db
  }
  try {
    const from = await open(undefined)
    const to = await open(config.dbUrl)
    const moved = await move(from, to, teller(log), isStopping)
    if (moved === undefined) log.info('Stopped; the same command goes on from here')
    else {
      log.info(`Moved ${moved} submissions; both sides were counted and compared, and are equal`)
      log.info('Start Collector with this DB_URL; DATA_DIR is as it was and can be kept as a back-up')
    }
  } finally {
    for (const storage of opened) await storage.close()
  }
}

/** Makes the function that logs progress: at the beginning of each table, and every few seconds. */
function teller(log: Log): (progress: MoveProgress) => void {
  let toldAt = 0
  let last = ''
  return ({ phase, table, done, total }) => {
    const step = `${phase} ${table}`
    if (step === last && Date.now() - toldAt < tellEveryMs) return
    last = step
    toldAt = Date.now()
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
    log.info(`${phase === 'copying' ? 'Copying' : 'Checking'} ${table}: ${done} of ${total} rows (${percent} %)`)
  }
}
