import type { CountAnswer, Filters } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import { type Filter, isOfPageView } from '../filters/filter.ts'
import { and, inWindow, matches } from '../filters/matches.ts'
import { readFilter } from '../filters/read-filter.ts'
import { estimatePageViews } from '../statistics/choose-plan.ts'
import { weightOf } from '../statistics/plan.ts'
import type { Database } from '../storage/database.ts'
import { expectedCost, expectedRows } from '../storage/explain.ts'
import { highestPredecessorRow } from '../storage/queries/raw-rows.ts'
import { maxSampleTier } from '../storage/tables/page-view-samples.ts'
import { includesRowsWithoutFacts, rowsWithoutFacts } from './find-submissions.ts'
import { isFiltered } from './list-submissions.ts'

/** Counting at this cost, in the unit of the planner, takes some ten milliseconds. More is estimated. */
const maxCost = 4000

/**
 * Counts the submissions that match: the number that the list has, an export writes and a deletion removes. Large numbers
 * are estimated.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function countSubmissions(db: Database, filters: Filters): Promise<CountAnswer> {
  const filter = await readFilter(db, filters)
  if (!isFiltered(filter)) return countOrExpect(db, sql`debug_data`)
  const facts = sql`facts f where ${and([matches(filter), ...(isOfPageView(filter) ? [sql`f.is_current`] : [])])}`
  if ((await expectedCost(db, facts)) > maxCost) return { count: await estimateCount(db, filter), isEstimate: true }
  const [withFacts, withoutFacts] = await Promise.all([
    count(db, facts),
    includesRowsWithoutFacts(filter) ? countWithoutFacts(db, filter) : 0,
  ])
  return { count: withFacts + withoutFacts, isEstimate: false }
}

/** Most databases have none of the predecessor's rows, and on a cluster comparing them with facts takes long. */
async function countWithoutFacts(db: Database, filter: Filter): Promise<number> {
  return (await highestPredecessorRow(db)) === 0 ? 0 : count(db, sql`(${rowsWithoutFacts(filter)}) rows`)
}

async function countOrExpect(db: Database, from: RawBuilder<unknown>): Promise<CountAnswer> {
  if ((await expectedCost(db, from)) <= maxCost) return { count: await count(db, from), isEstimate: false }
  return { count: twoDigits(await expectedRows(db, from)), isEstimate: true }
}

async function count(db: Database, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::float8 as count from ${from}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Estimates from the page views that match, times the usual number of submissions per page view in that time. */
async function estimateCount(db: Database, filter: Filter): Promise<number> {
  const time = inWindow(sql`f.received_at`, filter.window)
  const [pageViews, submissions, current] = await Promise.all([
    estimateMatching(db, filter),
    expectedRows(db, sql`facts f where ${time}`),
    expectedRows(db, sql`facts f where ${and([time, sql`f.is_current`])}`),
  ])
  const perPageView = isOfPageView(filter) ? 1 : submissions / Math.max(current, 1)
  return twoDigits(pageViews * perPageView)
}

/** Rows of the smallest tier below which the whole sample is read, since fewer would be too inaccurate. */
const minSampled = 100

async function estimateMatching(db: Database, filter: Filter): Promise<number> {
  const pageViews = await estimatePageViews(db, filter)
  return pageViews < minSampled * weightOf(maxSampleTier) ? estimatePageViews(db, filter, 1) : pageViews
}

function twoDigits(count: number): number {
  return Number(count.toPrecision(2))
}
