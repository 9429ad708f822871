import { sql } from 'kysely'
import { type Filter, isOfErrors, type Window } from '../filters/filter.ts'
import { inWindow, matches } from '../filters/matches.ts'
import { bucketMs } from '../rollups/buckets.ts'
import type { Database } from '../storage/database.ts'
import { expectedCost } from '../storage/explain.ts'
import { type GroupedBy, overflowValue } from '../storage/tables/page-view-rollups.ts'
import { maxSampleTier } from '../storage/tables/page-view-samples.ts'
import {
  type Estimate,
  errorRollupCell,
  holdsBreakdown,
  type Plan,
  planByEstimate,
  type RollupCell,
  rollupCell,
  weightOf,
} from './plan.ts'
import { copiesWithErrors, currentPageViews } from './scope.ts'

/** The plans of an answer: for its totals, and for its breakdowns by a dimension. */
export interface Plans {
  totals: Plan
  breakdowns: Plan
}

/**
 * Plans an answer about page views. With one filter the rollups hold the totals but no breakdown; in all other cases both
 * have the same plan. Only this file asks the database for the cost of a query.
 *
 * @param by the dimension of the breakdown, if there is only one
 */
export async function choosePlans(db: Database, filter: Filter, by?: GroupedBy): Promise<Plans> {
  const cell = rollupCell(filter)
  if (!cell || (await hasOverflowed(db, cell, filter.window))) return plansOf(await chooseRowPlan(db, filter))
  const totals: Plan = { source: 'rollups', cell }
  return { totals, breakdowns: holdsBreakdown(cell, by) ? totals : await chooseRowPlan(db, filter) }
}

/** Plans a query that the rollups cannot answer: it reads all page views that match, or a sample. */
export async function chooseRowPlan(db: Database, filter: Filter): Promise<Plan> {
  return planByEstimate(await estimate(db, filter))
}

/** Plans a list of error groups. The error rollups answer with one filter too, and have no overflow. */
export async function chooseErrorPlan(db: Database, filter: Filter): Promise<Plan> {
  const cell = errorRollupCell(filter)
  return cell ? { source: 'rollups', cell } : chooseRowPlan(db, ofAnyError(filter))
}

/** Plans an answer about one error group, with breakdowns by every dimension. */
export async function chooseErrorGroupPlans(db: Database, filter: Filter, members: string[]): Promise<Plans> {
  const cell = errorRollupCell(filter)
  if (cell && holdsBreakdown(cell)) return plansOf({ source: 'rollups', cell })
  const breakdowns = await chooseRowPlan(db, ofGroup(filter, members))
  return cell ? { totals: { source: 'rollups', cell }, breakdowns } : plansOf(breakdowns)
}

/** Narrows a filter to the page views with an error of a group. */
export function ofGroup(filter: Filter, members: string[]): Filter {
  return { ...ofAnyError(filter), groupKeys: [...(filter.groupKeys ?? []), members] }
}

function plansOf(plan: Plan): Plans {
  return { totals: plan, breakdowns: plan }
}

/** Narrows a filter to page views with errors, noise included: lists of errors have it too. */
export function ofAnyError(filter: Filter): Filter {
  return { ...filter, hasAnyError: true }
}

async function estimate(db: Database, filter: Filter): Promise<Estimate> {
  const matching = matches(filter)
  const [pageViews, cost, errorsCost] = await Promise.all([
    estimatePageViews(db, filter),
    expectedCost(db, sql`${currentPageViews} and ${matching}`),
    isOfErrors(filter) ? expectedCost(db, sql`${copiesWithErrors} and ${matching}`) : undefined,
  ])
  return { pageViews, cost, errorsCost }
}

/** Estimates how many page views match from a tier of the sample, by default the smallest, which is fast to read. */
export async function estimatePageViews(db: Database, filter: Filter, tier = maxSampleTier): Promise<number> {
  const { rows } = await sql<{ sampled: number }>`select count(*)::int as sampled from page_view_samples f
    where f.sample_tier >= ${sql.lit(tier)} and ${matches(filter)}`.execute(db)
  return (rows[0]?.sampled ?? 0) * weightOf(tier)
}

/** Tells whether page views with a value may have been counted as overflow on any day of a window. */
async function hasOverflowed(db: Database, { dimension, values }: RollupCell, { from, to }: Window): Promise<boolean> {
  if (dimension === '' || dimension === 'device' || dimension === 'hasErrors') return false
  const days = inWindow(sql`r.bucket_start`, { from: from && new Date(from.getTime() - bucketMs.day), to })
  const { rows } = await sql`select from page_view_rollups r
    where r.level = 'day' and r.dimension = ${dimension} and r.value = ${overflowValue} and r.page_views <> 0 and ${days}
      and not exists (select from page_view_rollups own where own.shard = r.shard and own.level = 'day' and own.dimension = r.dimension
        and own.value = ${values[0]} and own.bucket_start = r.bucket_start and own.is_bot = r.is_bot and own.is_own = r.is_own)
    limit 1`.execute(db)
  return rows.length > 0
}
