import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Numbers of the oldest submissions received before, at most `limit`. */
export async function oldFacts(db: Database, before: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('facts')
    .select('debugDataId')
    .where('receivedAt', '<', before)
    .orderBy('receivedAt')
    .orderBy('debugDataId')
    .limit(limit)
    .execute()
  return rows.map((row) => row.debugDataId)
}

/** The same of the predecessor's rows. */
export async function oldRowsWithoutFacts(db: Database, before: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('debugData')
    .select('id')
    .where('submissionId', 'is', null)
    .where('timestamp', '<', sql<Date>`${before}::timestamptz at time zone 'UTC'`)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Deletes rollups of whole days only: once their submissions are deleted, all sums are zero. */
export async function deleteRollupsBefore(db: Database, before: Date): Promise<void> {
  for (const table of ['page_view_rollups', 'error_rollups']) {
    await sql`delete from ${sql.id(table)} where bucket_start < date_trunc('day', ${before}::timestamptz, 'UTC')`.execute(
      db,
    )
  }
}

/** Deletes scripts of whole months only: their submissions are deleted, so nothing refers to these scripts. */
export async function deleteScriptsBefore(db: Database, before: Date): Promise<void> {
  await sql`delete from scripts where month < date_trunc('month', ${before}::timestamptz, 'UTC')`.execute(db)
}
