import type { RefusalReason } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Days for which counts are kept: the longest window of a rule. */
const keptDays = 31

/** Adds the refusals of a process to the counts of all processes, and deletes the counts that no rule can ask for. */
export async function addRefusalCounts(
  db: Database,
  counts: ReadonlyMap<RefusalReason, number>,
  now = new Date(),
): Promise<void> {
  const at = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  await db
    .insertInto('refusalCounts')
    .values([...counts].map(([reason, count]) => ({ at, reason, count })))
    .onConflict((conflict) =>
      conflict.columns(['at', 'reason']).doUpdateSet({ count: sql`refusal_counts.count + excluded.count` }),
    )
    .execute()
  await db
    .deleteFrom('refusalCounts')
    .where('at', '<', new Date(now.getTime() - keptDays * 86_400_000))
    .execute()
}
