import type { Database } from '../storage/database.ts'
import { tryLeadRollups } from './add-to-rollups.ts'
import { errorsOfSubmissions, queuedShards, takeFromQueue } from './queue.ts'
import { rollUp } from './roll-up.ts'

/** Smaller batches cost more per row; with 5,000 rows, concurrent senders waited up to 90 ms. */
const batchSize = 2500

/**
 * Rolls up the queue in batches until it is empty. One process at a time does it for a shard; each batch is taken from the
 * queue and added in one transaction, so it counts exactly once.
 *
 * @returns the number of page views that this process rolled up
 */
export async function rollUpQueue(db: Database, isStopping: () => boolean = () => false): Promise<number> {
  let total = 0
  let isBehind = true
  while (isBehind) {
    isBehind = false
    // usually there is nothing to do, and checking that should cost nothing
    for (const shard of await queuedShards(db)) {
      if (isStopping()) return total
      const taken = await rollUpBatch(db, shard)
      total += taken
      if (taken === batchSize) isBehind = true
    }
  }
  return total
}

function rollUpBatch(db: Database, shard: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    if (!(await tryLeadRollups(trx, shard))) return 0
    const facts = await takeFromQueue(trx, shard, batchSize)
    const erroneous = facts.filter((row) => row.errorCount > 0).map((row) => row.debugDataId)
    await rollUp(trx, shard, facts, await errorsOfSubmissions(trx, shard, erroneous))
    return facts.length
  })
}
