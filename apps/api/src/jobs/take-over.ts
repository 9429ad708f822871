import { maxInteger } from '../ingest/clean.ts'
import type { Database } from '../storage/database.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import {
  countPredecessorRows,
  highestPredecessorRow,
  type IdRange,
  monthsOfRawRows,
  nextPredecessorRows,
} from '../storage/queries/raw-rows.ts'
import { readSetting, writeSetting } from '../storage/queries/settings.ts'
import { reExtractRows } from './re-extract.ts'

const batchSize = 200
const setting = 'predecessor_done'
/** Distance to the highest number within which rows may still be uncommitted: the predecessor keeps writing, and commits out of order. */
const unsettledRows = 1000

export interface TakeOverProgress {
  /** Rows that need not be looked at any more, those of earlier runs included. */
  done: number
  total: number
  /** Rows of this run without a time, or whose text is neither JSON nor Python's notation. They are listed as text. */
  unreadable: number
}

interface TakeOverOptions {
  /** Rows received before this time are left out: retention deletes them anyway. */
  since?: Date | undefined
  isStopping?: () => boolean
}

/**
 * Extracts the facts of the predecessor's rows, newest first, in batches, without changing the rows. The range of numbers
 * that is done is kept in the database, so that the next start continues there.
 *
 * @returns the number of processed rows
 */
export async function takeOver(
  db: Database,
  report: (progress: TakeOverProgress) => void,
  { since, isStopping = () => false }: TakeOverOptions = {},
): Promise<number> {
  const highest = await highestPredecessorRow(db)
  if (highest === 0) return 0
  const settled = Math.max(0, highest - unsettledRows)
  const done = (await readRange(db)) ?? { from: settled + 1, to: settled }
  const newer = { from: done.to + 1, to: maxInteger }
  let lookedAt = 0
  let progress: TakeOverProgress | undefined

  /** Looks at all rows of a range that have no facts; returns false if it was stopped. */
  async function lookAt(range: IdRange, onBatch?: (lowest: number) => Promise<void>): Promise<boolean> {
    let { to } = range
    while (true) {
      const ids = await nextPredecessorRows(db, { from: range.from, to }, since, batchSize)
      // usually there is nothing to do, and checking that should cost nothing
      if (ids.length === 0) return true
      if (isStopping()) return false
      progress ??= await startProgress(db, done, since)
      progress.unreadable += await extract(db, ids)
      progress.done += ids.length
      lookedAt += ids.length
      to = (ids.at(-1) as number) - 1
      await onBatch?.(to + 1)
      report({ ...progress })
    }
  }

  if (!(await lookAt(newer))) return lookedAt
  if (settled > done.to) await writeRange(db, Object.assign(done, { to: settled }))
  const older = { from: 1, to: done.from - 1 }
  const isDone = await lookAt(older, (lowest) => writeRange(db, Object.assign(done, { from: lowest })))
  if (isDone && done.from > 1) await writeRange(db, { ...done, from: 1 })
  return lookedAt
}

async function startProgress(db: Database, done: IdRange, since: Date | undefined): Promise<TakeOverProgress> {
  const { total, left } = await countPredecessorRows(db, done, since)
  return { done: total - left, total, unreadable: 0 }
}

async function readRange(db: Database): Promise<IdRange | undefined> {
  const [from, to] = (await readSetting(db, setting))?.split('-').map(Number) ?? []
  return from === undefined || to === undefined ? undefined : { from, to }
}

async function writeRange(db: Database, { from, to }: IdRange): Promise<void> {
  await writeSetting(db, setting, `${from}-${to}`)
}

/**
 * Extracts a batch. A faulty row must not block the others: if the batch fails, each row is tried alone.
 *
 * @returns the number of unreadable rows
 */
async function extract(db: Database, ids: number[]): Promise<number> {
  await ensurePartitions(db, await monthsOfRawRows(db, ids))
  try {
    return await reExtractRows(db, ids)
  } catch (error) {
    if (ids.length === 1) throw error
    let unreadable = 0
    for (const id of ids) unreadable += await reExtractRows(db, [id]).catch(() => 1)
    // if every row fails, the database is the cause
    if (unreadable === ids.length) throw error
    return unreadable
  }
}
