import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Of the last so many hours: of one hour, and of as long before it, which begin within hours. */
export const tenMinutesForHours = 6

/**
 * The hours from one time on of which every page view is in rows of ten minutes too: not those that began before such rows
 * were kept, or in which a process that does not keep them rolled up.
 */
export async function hoursWithTenMinutes(db: Database, from: Date): Promise<Set<number>> {
  const { rows } = await sql<{ hour: Date }>`select date_trunc('hour', bucket_start, 'UTC') as hour from rollups
    where level in ('hour', 'tenMinutes') and dimension = '' and dimension2 = '' and value = '' and bucket_start >= ${from}
    group by 1 having sum(case level when 'hour' then page_views else -page_views end) = 0`.execute(db)
  return new Set(rows.map(({ hour }) => hour.getTime()))
}

export async function deleteTenMinutesBefore(trx: Database, before: Date): Promise<void> {
  await sql`delete from rollups where level = 'tenMinutes' and bucket_start < ${before}`.execute(trx)
}
