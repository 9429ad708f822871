import type { Database } from '../storage/database.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import { countPredecessorRows, monthsOfRawRows, nextPredecessorRows } from '../storage/queries/raw-rows.ts'
import { readSetting, writeSetting } from '../storage/queries/settings.ts'
import { reExtractRows } from './re-extract.ts'

const batchSize = 200
const setting = 'predecessor_done_until'
/** Distance to the highest number within which rows may still be uncommitted: the predecessor keeps writing, and commits out of order. */
const unsettledRows = 1000

export interface TakeOverProgress {
  /** Rows looked at, those of earlier runs included. */
  done: number
  total: number
  /** Rows of this run without a time, or whose text is neither JSON nor Python's notation. They are listed as text. */
  unreadable: number
}

/**
 * Extracts the facts of the predecessor's rows, oldest first, in batches, without changing the rows. Its progress is
 * kept in the database, so that the next start continues.
 *
 * @returns the number of processed rows
 */
export async function takeOver(
  db: Database,
  report: (progress: TakeOverProgress) => void,
  isStopping: () => boolean = () => false,
): Promise<number> {
  let doneUntil = Number((await readSetting(db, setting)) ?? 0)
  let ids = await nextPredecessorRows(db, doneUntil, batchSize)
  // usually there is nothing to do, and checking that should cost nothing
  if (ids.length === 0) return 0
  const { last, ...counts } = await countPredecessorRows(db, doneUntil)
  const progress = { ...counts, unreadable: 0 }
  let lookedAt = 0
  while (ids.length > 0 && !isStopping()) {
    progress.unreadable += await extract(db, ids)
    progress.done += ids.length
    lookedAt += ids.length
    doneUntil = ids.at(-1) as number
    await writeSetting(db, setting, String(Math.min(doneUntil, Math.max(0, last - unsettledRows))))
    report({ ...progress })
    ids = await nextPredecessorRows(db, doneUntil, batchSize)
  }
  return lookedAt
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
