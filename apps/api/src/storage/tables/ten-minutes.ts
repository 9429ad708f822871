import { sql } from 'kysely'
import type { Database } from '../database.ts'

/**
 * Rows of ten minutes are written of the last so many hours. The last hour and the one before it begin within hours, up to
 * three hours ago; more are kept for windows that somebody chose.
 */
export const tenMinutesForHours = 6
/** Who has just found them must still find them. */
const graceHours = 6

/**
 * The hours from one time on of which every page view is in rows of ten minutes too: not one that began before such rows were
 * kept. From then on each change goes into both.
 */
export async function hoursWithTenMinutes(db: Database, from: Date): Promise<Set<number>> {
  const { rows } = await sql<{ hour: Date }>`select date_trunc('hour', bucket_start, 'UTC') as hour from rollups
    where level in ('hour', 'tenMinutes') and dimension = '' and dimension2 = '' and value = '' and bucket_start >= ${from}
    group by 1 having sum(case level when 'hour' then page_views else -page_views end) = 0`.execute(db)
  return new Set(rows.map(({ hour }) => hour.getTime()))
}

/** Deletes those that nobody writes or reads any more. */
export async function forgetTenMinutes(db: Database, now = Date.now()): Promise<void> {
  const before = new Date(now - (tenMinutesForHours + graceHours) * 3_600_000)
  await sql`delete from rollups where level = 'tenMinutes' and bucket_start < ${before}`.execute(db)
}
