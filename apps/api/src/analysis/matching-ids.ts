import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { factsOfMoments } from '../storage/tables/listed.ts'
import type { Point } from './ask.ts'
import { bucketMs } from './buckets.ts'
import {
  all,
  areErroneous,
  type Conditions,
  inSpan,
  isOfAddress,
  matchesColumns,
  matchesEach,
  ofIndexes,
  type Sample,
} from './conditions.ts'
import { type Period, piecesOfPeriod } from './pieces-of-period.ts'
import { numbersOf } from './source.ts'

/** The numbers of the facts f that SQL finds. */
export async function idsOf(db: Database, from: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ ids: string | null }>`select array_agg(id)::text as ids
    from (select f.debug_data_id as id ${from}) found`.execute(db)
  return numbersOf(rows[0]?.ids ?? null)
}

/** Of what is frequent apart and rare together, on the days that have any. */
export async function idsOfDays(db: Database, conditions: Conditions, days: Point[]): Promise<number[]> {
  const each = ofIndexes(conditions)
  const ids: number[] = []
  for (const { at } of days) {
    const day = new Date(at)
    const time = all([
      inSpan(sql`f.received_at`, conditions),
      inSpan(sql`f.received_at`, { from: day, to: new Date(day.getTime() + bucketMs.day) }),
    ])
    const facts = each.length < 2 ? sql`facts f` : factsOfMoments(each, time)
    ids.push(...(await idsOf(db, sql`from ${facts} where ${time} and f.is_current and ${matchesEach(conditions)}`)))
  }
  return ids
}

interface TakenFrom {
  period: Period
  pieces: number
}

/**
 * One of so many that match, or of fewer. Those of a power of two, from a period that ends with an hour: so a list that
 * is asked for page by page is one of the same page views.
 */
export async function takeOneOf(
  many: number,
  db: Database,
  { ip, ...conditions }: Conditions,
  { period: { from, to }, pieces }: TakenFrom,
): Promise<Sample> {
  const weight = 2 ** Math.max(1, Math.floor(Math.log2(many)))
  const end = new Date(Math.ceil((to.getTime() + 1) / bucketMs.hour) * bucketMs.hour)
  // what is asked of errors and texts is looked up for each afterwards: it would be sought anew for each piece
  const { hasErrors = areErroneous(conditions) || undefined } = conditions
  const where = matchesColumns({ ...conditions, hasErrors })
  const facts =
    ip === undefined ? piecesOfPeriod({ from, to: end, where, share: 1 / weight, pieces }) : ofAddress(ip, weight)
  return { ids: await idsOf(db, sql`from ${facts} f where f.is_current and ${matchesEach(conditions)}`), weight }
}

/** Addresses have an index, but not by time. */
function ofAddress(ip: string, weight: number): RawBuilder<unknown> {
  return sql`(select f.* from facts f
    where f.debug_data_id in (select d.id from debug_data d where ${isOfAddress(ip)} and d.id % ${weight} = 0))`
}
