import { dayMs } from '@collector/schema/catalogue'
import type { Database } from '../storage/database.ts'
import { dropPartitions } from '../storage/partitions.ts'
import { deleteRollupsBefore, oldFacts, oldRowsWithoutFacts } from '../storage/queries/expired.ts'
import { deleteRows } from '../submissions/delete-submissions.ts'

const batchSize = 500

/**
 * Deletes what was received more than so many days ago, with everything derived from it, batch by batch, and drops the
 * partitions that are empty then.
 *
 * @returns how many submissions
 */
export async function deleteExpired(
  db: Database,
  retentionDays: number,
  isStopping: () => boolean = () => false,
  now = new Date(),
): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * dayMs)
  let deleted = 0
  for (const find of [oldFacts, oldRowsWithoutFacts]) {
    let found: number[]
    do {
      if (isStopping()) return deleted
      found = await find(db, before, batchSize)
      deleted += await deleteRows(db, found)
    } while (found.length === batchSize)
  }
  await deleteRollupsBefore(db, before)
  await dropPartitions(db, before)
  return deleted
}
