import type { Filters, ReferrersAnswer } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { countFacts } from '../storage/tables/listed.ts'
import { all, inSpan, matches, readConditions } from './conditions.ts'

const dayMs = 86_400_000
const maxReferrers = 50
/**
 * Page views of a period that are read one by one; of more as many are looked at, from all over it. A tenth of so many is told
 * to within one in a hundred of all; of those that a filter leaves over, the less exactly the fewer they are.
 */
const maxRead = 5000
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
  const { count } = await countFacts(db, inSpan(sql`f.received_at`, { from, to }))
  const share = Math.min(1, limits.maxRead / count)
  const facts = share === 1 ? sql`facts f` : sql`${await sampled(db, { from, to, share, pieces: limits.pieces })} f`
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

interface Sample {
  from: Date
  to: Date
  /** Of the time, 0 to 1. */
  share: number
  pieces: number
}

/**
 * A share of a period's facts: of as many equal parts as there are pieces, each at another place of its part (by the golden
 * ratio, which repeats no hour of the day).
 */
async function sampled(db: Database, { from, to, share, pieces }: Sample): Promise<RawBuilder<unknown>> {
  // the period may begin long before the first of them
  const { rows } = await sql<{ first: Date; last: Date }>`select min(f.received_at) as first, max(f.received_at) as last
    from facts f where ${inSpan(sql`f.received_at`, { from, to })}`.execute(db)
  const { first = from, last = to } = rows[0] ?? {}
  const partMs = (last.getTime() - first.getTime()) / pieces
  const piece = sql`interval '1 ms' * ${partMs * share}::float8`
  return sql`(select f.* from generate_series(0, ${pieces - 1}::int) n
    cross join lateral (select ${first}::timestamptz
      + interval '1 ms' * ${partMs}::float8 * (n + (n * 0.618034::float8 - floor(n * 0.618034::float8)) * ${1 - share}::float8) as start) part
    cross join lateral (select * from facts f where ${all([sql`f.received_at >= start`, sql`f.received_at < start + ${piece}`])} offset 0) f)`
}
