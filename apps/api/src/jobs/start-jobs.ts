import { dayMs, hourMs } from '@collector/schema/catalogue'
import type { Config } from '../config.ts'
import { regroup } from '../errors/regroup.ts'
import { tidyTables } from '../rollups/add-to-rollups.ts'
import { tidyQueue } from '../rollups/queue.ts'
import { rollUpQueue } from '../rollups/roll-up-queue.ts'
import { deleteUnusedMaps } from '../source-maps/delete-unused-maps.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import type { Storage } from '../storage/storage.ts'
import { deleteExpired } from './delete-expired.ts'
import { hasOlderFacts } from './re-extract.ts'
import { repeatJobs } from './repeat-jobs.ts'
import { type TakeOverProgress, takeOver } from './take-over.ts'

const rollUpEveryMs = 1000
/** Pause while the queue is empty: polling costs, and new rows may wait, since answers include the queue. */
const rollUpIdleMs = 4000
const deleteExpiredEveryMs = hourMs
const regroupEveryMs = 10_000
/** The predecessor may keep writing beside this process. */
const takeOverEveryMs = 60_000
const tellEveryMs = 2000
/** Partitions are made a week ahead, so an hourly check is enough. */
const makePartitionsEveryMs = hourMs
/** Number of processed rows after which the queue is vacuumed. */
const tidyAfter = 20_000
/** Interval of analyzing the tables, which reads a sample of each partition every time, whatever has changed. */
const tidyTablesEveryMs = 60_000
const tidyTablesShare = 0.01

type Log = { info(message: string): void; warn(message: string): void }

/** Starts the background work; every process does, and a lock in the database lets one work at a time. */
export function startJobs(
  { db, unlimitedDb, ready }: Storage,
  { retentionDays, sourceMapRetentionDays }: Pick<Config, 'retentionDays' | 'sourceMapRetentionDays'>,
  log: Log,
): { stop(): Promise<void> } {
  const { repeat, isStopping, stop } = repeatJobs(ready, log)
  let untidied = 0
  let isTidying = false
  let tablesTidyUntil = 0
  repeat('Rolling up', rollUpEveryMs, rollUp)
  repeat('Reading the rows of the predecessor', takeOverEveryMs, async () => {
    const since = retentionDays === undefined ? undefined : new Date(Date.now() - retentionDays * dayMs)
    await takeOver(db, reportTakeOver(log), { since, isStopping })
    return takeOverEveryMs
  })
  repeat('Merging error groups that are the same once mapped', regroupEveryMs, async () =>
    (await regroup(db)) > 0 ? 0 : regroupEveryMs,
  )
  repeat('Deleting unused source maps', deleteExpiredEveryMs, async () => {
    await deleteUnusedMaps(db, sourceMapRetentionDays)
    return deleteExpiredEveryMs
  })
  repeat('Making partitions', makePartitionsEveryMs, async () => {
    await ensurePartitions(db)
    return makePartitionsEveryMs
  })
  repeat('Checking which version extracted the facts', dayMs, async () => {
    if (await hasOlderFacts(db))
      log.warn('An older version extracted the facts of stored submissions: run `collector re-extract`')
    return dayMs
  })
  if (retentionDays !== undefined) {
    repeat('Deleting what is too old', deleteExpiredEveryMs, async () => {
      const deleted = await deleteExpired(db, retentionDays, isStopping)
      if (deleted > 0) log.info(`Deleted ${deleted} submissions older than ${retentionDays} days`)
      return deleteExpiredEveryMs
    })
  }
  return { stop }

  async function rollUp(): Promise<number> {
    const rolledUp = await rollUpQueue(db, isStopping)
    untidied += rolledUp
    if (untidied >= tidyAfter && !isTidying) void tidy()
    return rolledUp > 0 ? rollUpEveryMs : rollUpIdleMs
  }

  /** Vacuums and analyzes; large tables may take minutes. */
  async function tidy(): Promise<void> {
    isTidying = true
    untidied = 0
    const begun = performance.now()
    try {
      await tidyQueue(unlimitedDb)
      if (begun >= tablesTidyUntil) await tidyLarge()
    } catch (error) {
      if (!isStopping()) log.warn(`Tidying up did not work and is tried again (${(error as Error).message})`)
    } finally {
      isTidying = false
    }
  }

  async function tidyLarge(): Promise<void> {
    const begun = performance.now()
    try {
      await tidyTables(unlimitedDb)
    } finally {
      const tookMs = performance.now() - begun
      tablesTidyUntil = begun + Math.max(tidyTablesEveryMs, tookMs / tidyTablesShare)
    }
  }
}

/** Makes the function that logs the progress of the take-over: every few seconds, and at its end. */
function reportTakeOver(log: Log): (progress: TakeOverProgress) => void {
  let toldAt = 0
  return ({ done, total, unreadable }) => {
    if (done < total && Date.now() - toldAt < tellEveryMs) return
    toldAt = Date.now()
    log.info(`Read ${done} of ${total} rows of the predecessor; ${unreadable} can only be shown as text`)
  }
}
