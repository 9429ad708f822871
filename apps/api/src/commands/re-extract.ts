import type { Config } from '../config.ts'
import { type ReExtractProgress, reExtract } from '../jobs/re-extract.ts'
import { createLogger } from '../operating/logger.ts'
import { openStorage } from '../storage/storage.ts'
import { stopSignal } from './stop-signal.ts'

const tellEveryMs = 2000

/** The command `collector re-extract`. SIGINT and SIGTERM stop it after the current rows. */
export async function reExtractAll(config: Config): Promise<void> {
  const log = createLogger(config.logLevel)
  const isStopping = stopSignal()
  const storage = await openStorage(config, log)
  try {
    await storage.ready
    let last: ReExtractProgress | undefined
    let toldAt = 0
    const tell = () => {
      toldAt = Date.now()
      if (last) log.info(describe(last))
    }
    const isDone = await reExtract(
      storage.db,
      (progress) => {
        last = progress
        if (Date.now() - toldAt >= tellEveryMs) tell()
      },
      isStopping,
    )
    tell()
    log.info(isDone ? 'Everything is extracted anew' : 'Stopped; the same command goes on from here')
  } finally {
    await storage.close()
  }
}

function describe({ done, total, skipped }: ReExtractProgress): string {
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
  return `${done} of ${total} rows (${percent} %), ${skipped} cannot be read and stay without facts`
}
