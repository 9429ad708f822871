import { sql } from 'kysely'
import { deleteRows } from '../analysis/delete-submissions.ts'
import type { Database } from '../storage/database.ts'

const batchSize = 500
const dayMs = 86_400_000

/**
 * Deletes what was received more than so many days ago, with everything derived from it, batch by batch.
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
      found = await find(db, before)
      deleted += await deleteRows(db, found)
    } while (found.length === batchSize)
  }
  // what is left of whole days are zeros
  await sql`delete from rollups where bucket_start < date_trunc('day', ${before}::timestamptz, 'UTC')`.execute(db)
  return deleted
}

async function oldFacts(db: Database, before: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('facts')
    .select('debugDataId')
    .where('receivedAt', '<', before)
    .orderBy('receivedAt')
    .orderBy('debugDataId')
    .limit(batchSize)
    .execute()
  return rows.map((row) => row.debugDataId)
}

/** The predecessor's. */
async function oldRowsWithoutFacts(db: Database, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from debug_data
    where submission_id is null and timestamp < ${before}::timestamptz at time zone 'UTC'
    order by id limit ${batchSize}`.execute(db)
  return rows.map((row) => row.id)
}
