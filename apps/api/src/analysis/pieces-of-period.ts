import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { inSpan } from './conditions.ts'
import type { Span } from './split-window.ts'

/** From the first to the last of a period's facts: it may begin long before, or have no beginning. undefined: it has none. */
export async function reachedOf(db: Database, period: Span): Promise<Period | undefined> {
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(f.received_at) as first, max(f.received_at) as last
    from facts f where ${inSpan(sql`f.received_at`, period)}`.execute(db)
  const [{ first, last } = { first: null, last: null }] = rows
  return first && last ? { from: first, to: last } : undefined
}

export interface Period {
  from: Date
  to: Date
}

interface Pieces extends Period {
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
export function piecesOfPeriod({ from, to, where, share, pieces }: Pieces): RawBuilder<unknown> {
  // the last of the period is within it
  const partMs = (to.getTime() + 1 - from.getTime()) / pieces
  const piece = sql`interval '1 ms' * ${partMs * share}::float8`
  return sql`(select f.* from generate_series(0, ${pieces - 1}::int) n
    cross join lateral (select ${from}::timestamptz
      + interval '1 ms' * ${partMs}::float8 * (n + (n * 0.618034::float8 - floor(n * 0.618034::float8)) * ${1 - share}::float8) as start) part
    cross join lateral (select * from facts f where f.received_at >= start and f.received_at < start + ${piece}
      and ${where} offset 0) f)`
}
