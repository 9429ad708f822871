import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { shardsOfRows } from './raw-rows.ts'

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
    const [shard] = (await shardsOfRows(trx, [debugDataId])).keys()
    if (shard === undefined) return false
    const isReport = sql`debug_data_id = ${debugDataId} and shard = ${shard}`
    // the rollup job waits for this lock, then reads the raised count
    const { rows } = await sql`select from rollup_queue where ${isReport} for update`.execute(trx)
    if (rows.length === 0) return false
    await sql`update errors set count = ${count} where ${isReport}`.execute(trx)
    await sql`update facts set error_count = ${count}, noise_count = case when noise_count > 0 then ${count}::int else 0 end
      where ${isReport}`.execute(trx)
    await sql`update debug_data set errors = ${errors} where id = ${debugDataId} and shard = ${shard}`.execute(trx)
    return true
  })
}
