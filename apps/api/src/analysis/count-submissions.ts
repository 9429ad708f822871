import type { Filters } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { countAllRows, countFacts, expectedRows, type RowCount } from '../storage/tables/listed.ts'
import { all, type Conditions, inSpan, matches } from './conditions.ts'
import { isFiltered } from './list-page.ts'
import { rarestPair, sumOf } from './rarest-pair.ts'
import { readConditions } from './read-conditions.ts'

/**
 * How many submissions match: as many as the list has, an export writes and a deletion removes. Of very many only about how
 * many, by the page views that count: 0 may still be some that were sent again.
 *
 * @param maxCost in the planner's unit: what would cost more is not counted
 * @throws RefusedError for a time that is none
 */
export async function countSubmissions(db: Database, filters: Filters, maxCost?: number): Promise<RowCount> {
  if (!isFiltered(filters)) return countAllRows(db)
  const conditions = await readConditions(db, filters)
  const counted = await countFacts(db, matches(conditions), maxCost)
  return counted.isEstimate ? noMoreThanPairs(db, conditions, counted) : counted
}

/** The planner takes what is asked for independent: the rollups know how many page views have two of it. */
async function noMoreThanPairs(db: Database, conditions: Conditions, { count }: RowCount): Promise<RowCount> {
  // a page view's submissions are from one browser, but not all of them report its errors
  const pair = await rarestPair(db, { ...conditions, hasErrors: undefined })
  if (!pair) return { count, isEstimate: true }
  const time = inSpan(sql`f.received_at`, conditions)
  const [submissions, pageViews] = await Promise.all([
    expectedRows(db, 'facts', time),
    expectedRows(db, 'facts', all([time, sql`f.is_current`])),
  ])
  const mostSubmissions = Number(((sumOf(pair) * submissions) / pageViews).toPrecision(2))
  return { count: Math.min(count, mostSubmissions), isEstimate: true }
}
