import type { Filters, ReferrersAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { matches, readConditions } from './conditions.ts'

const dayMs = 86_400_000
const maxReferrers = 50

/**
 * Which sites the page views of a period came from.
 *
 * @throws RefusedError for a time that is none
 */
export async function referrersAnswer(db: Database, filters: Filters): Promise<ReferrersAnswer> {
  const conditions = await readConditions(db, filters)
  const to = conditions.to ?? new Date()
  const from = conditions.from ?? new Date(to.getTime() - dayMs)
  const { rows } = await sql<ReferrersAnswer['referrers'][number] & { total: number }>`
    select f.referrer_host as host, count(*)::float8 as page_views, sum(count(*)) over ()::float8 as total
    from facts f where f.is_current and ${matches({ ...conditions, from, to })}
    group by f.referrer_host order by count(*) desc, f.referrer_host limit ${maxReferrers}`.execute(db)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    pageViews: rows[0]?.total ?? 0,
    referrers: rows.map(({ host, pageViews }) => ({ host, pageViews })),
  }
}
