import type { Filters, ReferrersAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { readFilter } from '../filters/read-filter.ts'
import { bucketMs } from '../rollups/buckets.ts'
import type { Database } from '../storage/database.ts'
import { chooseRowPlan } from './choose-plan.ts'
import { isEstimate, pageViewRows, scopeOf } from './scope.ts'

const maxReferrers = 50

/**
 * Answers which sites the page views of a period came from. Rollups do not hold referrers.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function answerReferrers(db: Database, filters: Filters): Promise<ReferrersAnswer> {
  const asked = await readFilter(db, filters)
  const to = asked.window.to ?? new Date()
  const from = asked.window.from ?? new Date(to.getTime() - bucketMs.day)
  const filter = { ...asked, window: { from, to } }
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  const { rows } = await sql<ReferrersAnswer['referrers'][number] & { total: number }>`
    select f.referrer_host as host, sum(f.weight)::float8 as page_views, (sum(sum(f.weight)) over ())::float8 as total
    from (${pageViewRows(scope)}) f
    group by f.referrer_host order by sum(f.weight) desc, f.referrer_host limit ${maxReferrers}`.execute(db)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isEstimate: isEstimate(scope),
    pageViews: rows[0]?.total ?? 0,
    referrers: rows.map(({ host, pageViews }) => ({ host, pageViews })),
  }
}
