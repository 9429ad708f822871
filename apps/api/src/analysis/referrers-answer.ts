import type { Filters, ReferrersAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { countFacts } from '../storage/tables/listed.ts'
import { inSpan, matches, matchesColumns } from './conditions.ts'
import { piecesOfPeriod, reachedOf } from './pieces-of-period.ts'
import { readConditions } from './read-conditions.ts'

const dayMs = 86_400_000
const maxReferrers = 50
/** A sample needs to know only about how many there are. */
const maxCountCost = 1000
/**
 * Page views of a period that are read one by one; of more as many are looked at, from all over it. A tenth of so many is told
 * to within one in a hundred of all. Of those that a filter leaves over a quarter of it at least, since they are further
 * apart: a tenth of so many to within two in a hundred. (Those with a certain error, text or address are as many as happen to
 * be among what is read.)
 */
const maxRead = 4000
/** Pieces of the period that are looked at, so that nights and weekends are among them. */
const pieces = 100

/**
 * Which sites the page views of a period came from. Referrers are in no rollup, so that of a long period only a sample is
 * read: it takes as long however much is stored.
 *
 * @throws RefusedError for a time that is none
 */
export async function referrersAnswer(
  db: Database,
  filters: Filters,
  limits = { maxRead, pieces },
): Promise<ReferrersAnswer> {
  const conditions = await readConditions(db, filters)
  const to = conditions.to ?? new Date()
  const from = conditions.from ?? new Date(to.getTime() - dayMs)
  // whether a page view has a certain error, text or address is found out for those that are read
  const where = matchesColumns({ ...conditions, ip: undefined, from, to })
  const [{ count: all }, { count }, reached] = await Promise.all([
    countFacts(db, inSpan(sql`f.received_at`, { from, to }), maxCountCost),
    countFacts(db, where, maxCountCost),
    reachedOf(db, { from, to }),
  ])
  const share = Math.min(1, Math.max(limits.maxRead / all, limits.maxRead / 4 / count))
  const isAll = share === 1 || !reached
  const facts = isAll ? sql`facts f` : sql`${piecesOfPeriod({ ...reached, where, share, pieces: limits.pieces })} f`
  const { rows } = await sql<ReferrersAnswer['referrers'][number] & { total: number }>`
    select f.referrer_host as host, round(count(*) / ${share}::float8) as page_views,
      round(sum(count(*)) over () / ${share}::float8) as total
    from ${facts} where f.is_current and ${matches({ ...conditions, from, to })}
    group by f.referrer_host order by count(*) desc, f.referrer_host limit ${maxReferrers}`.execute(db)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isEstimate: share < 1,
    pageViews: rows[0]?.total ?? 0,
    referrers: rows.map(({ host, pageViews }) => ({ host, pageViews })),
  }
}
