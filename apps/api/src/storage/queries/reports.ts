import { sql } from 'kysely'
import type { Database } from '../database.ts'

/**
 * Raises the count of a report's only error, unless the rollups have counted it, or it was deleted.
 *
 * @param errors the section, with the new count
 * @returns whether it was raised
 */
export async function raiseReportCount(
  db: Database,
  debugDataId: number,
  { count, errors }: { count: number; errors: string },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // the rollup job waits for this lock, then reads the raised count
    const { rows } = await sql`select from rollup_queue where debug_data_id = ${debugDataId} for update`.execute(trx)
    if (rows.length === 0) return false
    await sql`update errors set count = ${count} where debug_data_id = ${debugDataId}`.execute(trx)
    await sql`update facts set error_count = ${count} where debug_data_id = ${debugDataId}`.execute(trx)
    await sql`update debug_data set errors = ${errors} where id = ${debugDataId}`.execute(trx)
    return true
  })
}
