import { dayMs } from '@collector/schema/catalogue'
import type { Database } from '../storage/database.ts'
import { deleteMappedScripts, unusedScripts } from '../storage/queries/source-maps.ts'

const batchSize = 100

/**
 * Deletes source maps that were neither uploaded nor used for `retentionDays`.
 *
 * @returns the number of deleted scripts
 */
export async function deleteUnusedMaps(db: Database, retentionDays: number, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - retentionDays * dayMs)
  let deleted = 0
  let ids: string[]
  do {
    ids = await unusedScripts(db, before, batchSize)
    deleted += await deleteMappedScripts(db, ids)
  } while (ids.length === batchSize)
  return deleted
}
