import { sql } from 'kysely'
import type { Refusals } from '../operating/refusals.ts'
import type { Database } from '../storage/database.ts'

/** As far back as a rule may look. */
const keptDays = 31

/** Adds what this process refused since the last time to the counts of all processes. */
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
