import type { Database } from '../storage/database.ts'
import { tryLeadRollups } from './add-to-rollups.ts'
import { errorsOfSubmissions, isQueued, takeFromQueue } from './queue.ts'
import { rollUp } from './roll-up.ts'

/** Fewer cost more each; with 5,000 concurrent senders waited up to 90 ms. */
const batchSize = 2500

/**
 * Brings what is queued into the rollups, batch by batch, until nothing is left. Of several processes one does it; a batch
 * is taken from the queue and added in one transaction, so whatever happens it counts once.
 *
 * @returns how many page views were brought in by this process
 */
export async function rollUpQueue(db: Database, isStopping: () => boolean = () => false): Promise<number> {
  let total = 0
  // most of the time there is nothing to do, and finding that out should cost nothing
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
