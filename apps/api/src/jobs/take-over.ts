import type { Database } from '../storage/database.ts'
import { ensurePartitions } from '../storage/partitions.ts'
import { countPredecessorRows, monthsOfRawRows, nextPredecessorRows } from '../storage/tables/raw-rows.ts'
import { readSetting, writeSetting } from '../storage/tables/settings.ts'
import { reExtractRows } from './re-extract.ts'

const batchSize = 200
const setting = 'predecessor_done_until'

export interface TakeOverProgress {
  /** Rows looked at, those of earlier runs included. */
  done: number
  total: number
  /** Rows whose text is neither JSON nor what Python writes, in this run. They stay without facts, and are listed as text. */
  unreadable: number
}

/**
 * Extracts the facts of rows that the predecessor wrote, oldest first, batch by batch; none of its rows is changed. The
 * database keeps how far it came, so that the next start goes on there, and rows that the predecessor still writes are found
 * the next time.
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
  await ensurePartitions(db, await monthsOfRawRows(db))
  const progress = { ...(await countPredecessorRows(db, doneUntil)), unreadable: 0 }
  let lookedAt = 0
  while (ids.length > 0 && !isStopping()) {
    progress.unreadable += await reExtractRows(db, ids)
    progress.done += ids.length
    lookedAt += ids.length
    doneUntil = ids.at(-1) as number
    await writeSetting(db, setting, String(doneUntil))
    report({ ...progress })
    ids = await nextPredecessorRows(db, doneUntil, batchSize)
  }
  return lookedAt
}
