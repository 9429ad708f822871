import { sql } from 'kysely'
import type { Refusals } from '../operating/refusals.ts'
import type { Database } from '../storage/database.ts'

/** Days for which counts are kept: the longest window of a rule. */
const keptDays = 31

/** Adds the refusals of this process since the last call to the counts of all processes. */
export async function storeRefusalCounts(db: Database, refusals: Refusals, now = new Date()): Promise<void> {
  const counts = refusals.takeCounts()
  if (counts.size === 0) return
  const at = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  try {
    await db
      .insertInto('refusalCounts')
      .values([...counts].map(([reason, count]) => ({ at, reason, count })))
      .onConflict((conflict) =>
        conflict.columns(['at', 'reason']).doUpdateSet({ count: sql`refusal_counts.count + excluded.count` }),
      )
      .execute()
  } catch (error) {
    refusals.giveBack(counts)
    throw error
  }
  await db
    .deleteFrom('refusalCounts')
    .where('at', '<', new Date(now.getTime() - keptDays * 86_400_000))
    .execute()
}
