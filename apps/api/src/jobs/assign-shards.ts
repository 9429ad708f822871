import { leadRollups } from '../rollups/add-to-rollups.ts'
import { rollUpQueue } from '../rollups/roll-up-queue.ts'
import type { Database } from '../storage/database.ts'
import {
  addShards,
  copyScripts,
  countUnassigned,
  deleteUnassignedDetails,
  moveToShards,
  nextUnassigned,
} from '../storage/queries/assign-shards.ts'

const batchSize = 500

/**
 * Moves all page views from shard 0 to their shards, in transactions of some hundred. Nothing may be stored in shard 0
 * meanwhile. A later call continues.
 *
 * @returns after each batch how many submissions are done, of how many
 */
export async function* assignShards(db: Database, shards: readonly number[]) {
  const total = await countUnassigned(db)
  await addShards(db, shards)
  await rollUpQueue(db)
  let done = 0
  let after = 0
  while (true) {
    const { last, pageViewIds } = await nextUnassigned(db, after, batchSize)
    if (last === undefined) break
    done += await db.transaction().execute(async (trx) => {
      // keeps out rolling up, deletion and re-extraction
      await leadRollups(trx, 0)
      return moveToShards(trx, pageViewIds, shards)
    })
    after = last
    yield { done, total }
  }
  await copyScripts(db, shards)
  await deleteUnassignedDetails(db)
}
