import { dayMs } from '@collector/schema/catalogue'
import type { Database } from '../storage/database.ts'
import { dropPartitions } from '../storage/partitions.ts'
import { deleteRollupsBefore, deleteScriptsBefore, oldFacts, oldRowsWithoutFacts } from '../storage/queries/expired.ts'
import { deleteRows } from '../submissions/delete-submissions.ts'

const batchSize = 500

/**
 * Deletes submissions older than the retention, with everything derived from them, in batches, and drops empty
 * partitions.
 *
 * @returns the number of deleted submissions
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
  await deleteScriptsBefore(db, before)
  await dropPartitions(db, before)
  return deleted
}
