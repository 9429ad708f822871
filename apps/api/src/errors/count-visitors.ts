import type { ErrorGroupAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { and, inWindow, matches } from '../filters/matches.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'

/** Submissions that are looked at: an error that occurs everywhere needs no exact number of visitors. */
const maxRead = 1000

/** Counts the visitors among the latest page views with an error of a group. */
export async function countVisitors(
  db: Database,
  filter: Filter,
  members: string[],
): Promise<ErrorGroupAnswer['visitors']> {
  const latest = await db
    .selectFrom('errors')
    .select('debugDataId')
    .where('groupKey', 'in', members)
    .where(and([inWindow(sql`received_at`, filter.window)]))
    .orderBy('receivedAt', 'desc')
    .limit(maxRead)
    .execute()
  const ids = [...new Set(latest.map(({ debugDataId }) => debugDataId))]
  const { rows } = await sql<{ pageViews: number }>`select count(*)::int as page_views from facts f
    where f.is_current and f.visitor_id is not null and f.debug_data_id = ${anyOf(ids)} and ${matches(filter)}
    group by f.visitor_id`.execute(db)
  return { count: rows.length, pageViews: rows.reduce((sum, { pageViews }) => sum + pageViews, 0) }
}
