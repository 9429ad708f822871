import type { Database } from '../storage/database.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import { countPredecessorRows, monthsOfRawRows, nextPredecessorRows } from '../storage/queries/raw-rows.ts'
import { readSetting, writeSetting } from '../storage/queries/settings.ts'
import { reExtractRows } from './re-extract.ts'

const batchSize = 200
const setting = 'predecessor_done_until'
/** Rows whose numbers are this close to the highest may still be committed: a predecessor that goes on writing gives numbers out of order. */
const unsettledRows = 1000

export interface TakeOverProgress {
  /** Rows looked at, those of earlier runs included. */
  done: number
  total: number
  /** Rows without a time, or whose text is neither JSON nor what Python writes, in this run. They are listed as text. */
  unreadable: number
}

/**
 * Extracts the facts of rows that the predecessor wrote, oldest first, batch by batch; none of its rows is changed. The
 * database keeps how far it came, so that the next start goes on there.
 *
 * @returns how many rows were looked at
 */
export async function takeOver(
  db: Database,
  report: (progress: TakeOverProgress) => void,
  isStopping: () => boolean = () => false,
): Promise<number> {
  let doneUntil = Number((await readSetting(db, setting)) ?? 0)
  let ids = await nextPredecessorRows(db, doneUntil, batchSize)
  // after the first time there is nearly always nothing to do, and finding that out should cost nothing
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
 * Extracts a batch. A row that cannot be stored must not hold up the others: where the batch fails, each row is tried alone.
 *
 * @returns how many could not be read
 */
async function extract(db: Database, ids: number[]): Promise<number> {
  await ensurePartitions(db, await monthsOfRawRows(db, ids))
  try {
    return await reExtractRows(db, ids)
  } catch (error) {
    if (ids.length === 1) throw error
    let unreadable = 0
    for (const id of ids) unreadable += await reExtractRows(db, [id]).catch(() => 1)
    // nothing works: it is the database, not the rows
    if (unreadable === ids.length) throw error
    return unreadable
  }
}
