import type { Database } from '../storage/database.ts'
import { tryLeadRollups } from './add-to-rollups.ts'
import { errorsOfSubmissions, isQueued, takeFromQueue } from './queue.ts'
import { rollUp } from './roll-up.ts'

/** Smaller batches cost more per row; with 5,000 rows, concurrent senders waited up to 90 ms. */
const batchSize = 2500

/**
 * Rolls up the queue in batches until it is empty. One of several processes does it; each batch is taken from the
 * queue and added in one transaction, so it counts exactly once.
 *
 * @returns the number of page views that this process rolled up
 */
export async function rollUpQueue(db: Database, isStopping: () => boolean = () => false): Promise<number> {
  let total = 0
  // usually there is nothing to do, and checking that should cost nothing
  while (!isStopping() && (await isQueued(db))) {
    const taken = await db.transaction().execute(async (trx) => {
      if (!(await tryLeadRollups(trx))) return 0
      const facts = await takeFromQueue(trx, batchSize)
      const erroneous = facts.filter((row) => row.errorCount > 0).map((row) => row.debugDataId)
      await rollUp(trx, facts, await errorsOfSubmissions(trx, erroneous))
      return facts.length
    })
    total += taken
    if (taken < batchSize) return total
  }
  return total
}
