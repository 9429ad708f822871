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
  const { rows } = await sql<ErrorGroupAnswer['visitors']>`select count(distinct f.visitor_id)::int as count,
      count(f.visitor_id)::int as page_views
    from facts f where f.is_current and f.debug_data_id = ${anyOf(ids)} and ${matches(filter)}`.execute(db)
  return rows[0] ?? { count: 0, pageViews: 0 }
}
