import type { Filters, ReferrersAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { isOwnReferrer } from '../filters/own-referrer.ts'
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
  const requested = await readFilter(db, filters)
  const to = requested.window.to ?? new Date()
  const from = requested.window.from ?? new Date(to.getTime() - bucketMs.day)
  const filter = { ...requested, window: { from, to } }
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  // the row of the site's own pages comes first, outside the limit
  const { rows } = await sql<ReferrersAnswer['referrers'][number] & { isOwn: boolean; total: number }>`
    select case when not own.is_own then f.referrer_host end as host, own.is_own,
      sum(f.weight)::float8 as page_views, (sum(sum(f.weight)) over ())::float8 as total
    from (${pageViewRows(scope)}) f
    cross join lateral (select ${isOwnReferrer} as is_own) own
    group by 1, 2 order by own.is_own desc, sum(f.weight) desc, 1 limit ${maxReferrers + 1}`.execute(db)
  const others = rows.filter(({ isOwn }) => !isOwn).slice(0, maxReferrers)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isEstimate: isEstimate(scope),
    pageViews: rows[0]?.total ?? 0,
    ownPageViews: rows.find(({ isOwn }) => isOwn)?.pageViews ?? 0,
    referrers: others.map(({ host, pageViews }) => ({ host, pageViews })),
  }
}
