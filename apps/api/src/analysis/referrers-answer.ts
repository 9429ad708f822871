import type { Filters, ReferrersAnswer } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { countFacts } from '../storage/tables/listed.ts'
import { inSpan, matches, matchesColumns, readConditions } from './conditions.ts'

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
  const facts = share === 1 ? sql`facts f` : sql`${sampled({ ...reached, where, share, pieces: limits.pieces })} f`
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

/** From the first to the last of a period's facts: it may begin long before. */
async function reachedOf(db: Database, { from, to }: Period): Promise<Period> {
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(f.received_at) as first, max(f.received_at) as last
    from facts f where ${inSpan(sql`f.received_at`, { from, to })}`.execute(db)
  return { from: rows[0]?.first ?? from, to: rows[0]?.last ?? to }
}

interface Period {
  from: Date
  to: Date
}

interface Sample extends Period {
  /** What is asked of facts f. */
  where: RawBuilder<boolean>
  /** Of the time, 0 to 1. */
  share: number
  pieces: number
}

/**
 * A share of a period's facts that match: of as many equal parts as there are pieces, each at another place of its part (by the golden
 * ratio, which repeats no hour of the day).
 */
function sampled({ from, to, where, share, pieces }: Sample): RawBuilder<unknown> {
  const partMs = (to.getTime() - from.getTime()) / pieces
  const piece = sql`interval '1 ms' * ${partMs * share}::float8`
  return sql`(select f.* from generate_series(0, ${pieces - 1}::int) n
    cross join lateral (select ${from}::timestamptz
      + interval '1 ms' * ${partMs}::float8 * (n + (n * 0.618034::float8 - floor(n * 0.618034::float8)) * ${1 - share}::float8) as start) part
    cross join lateral (select * from facts f where f.received_at >= start and f.received_at < start + ${piece}
      and ${where} offset 0) f)`
}
