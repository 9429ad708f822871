import { deviceClasses, dimensions } from '@collector/schema'
import type { Filter } from '../filters/filter.ts'
import type { GroupedBy, RollupDimension } from '../storage/tables/page-view-rollups.ts'
import { maxSampleTier } from '../storage/tables/page-view-samples.ts'

/**
 * The source of an answer, the same for every part of it. Rollups, facts and the copies of page views with errors are exact. In a
 * sample each page view stands for `weight` page views.
 */
export type Plan =
  | { source: 'rollups'; cell: RollupCell }
  | { source: 'facts' }
  | { source: 'errors' }
  | { source: 'sample'; tier: number; weight: number }

/** The rows of the rollups that hold what a filter asks for. */
export interface RollupCell {
  dimension: RollupDimension | ''
  values: string[]
  /** True for only bots, false for none; undefined for all. */
  isBot?: boolean | undefined
  /** True for only visits of our own pages, false for none; undefined for all. */
  isOwn?: boolean | undefined
}

/** The figures that decide a plan where rollups cannot answer. */
export interface Estimate {
  /** Number of matching page views, estimated from the smallest sample. */
  pageViews: number
  /** The expected cost of reading all of them from facts, in the unit of the database's planner. */
  cost: number
  /** The same from the copies of page views with errors, if only such page views match. */
  errorsCost: number | undefined
}

/** Number of sampled page views that keeps the error of a share within one point. */
const minSampled = 20_000
/**
 * Cost of reading a few hundred thousand rows of facts. Above it a sample answers: such filters each match often, but
 * together rarely.
 */
const maxCost = 600_000

/**
 * The planner takes page views with errors for neighbours in facts, because both are in the order of time. Among many others each
 * lies on a page of its own, so that reading them costs a multiple.
 */
const scattered = 8

/** Plans a query that the rollups cannot answer. */
export function planByEstimate({ pageViews, cost, errorsCost = Infinity }: Estimate): Plan {
  const largest = weightOf(maxSampleTier)
  let tier = 0
  while (weightOf(tier) < largest && pageViews / weightOf(tier + 1) >= minSampled) tier++
  if (tier === 0 && Math.min(cost, errorsCost) > maxCost) tier = 1
  if (tier > 0) return { source: 'sample', tier, weight: weightOf(tier) }
  return { source: errorsCost < scattered * cost ? 'errors' : 'facts' }
}

/** Returns the number of page views that each page view of a tier, and of the tiers above it, stands for. */
export function weightOf(tier: number): number {
  return 4 ** tier
}

/** Finds the rollups that answer a query about page views: those of all page views, or of values of one dimension. */
export function rollupCell(filter: Filter): RollupCell | undefined {
  const { window: _, values, hasErrors, isOwn, kind, ...others } = filter
  if (kind === 'report' || Object.values(others).some((value) => value !== undefined)) return undefined
  const isBot = botsOnly(values.device)
  const filtered = dimensions.flatMap((name) => {
    const wanted = name === 'device' && isBot !== undefined ? undefined : values[name]
    return wanted ? [{ dimension: name as RollupDimension, values: wanted }] : []
  })
  if (hasErrors !== undefined) filtered.push({ dimension: 'hasErrors', values: [String(hasErrors)] })
  const [cell] = filtered
  if (!cell) return { dimension: '', values: [''], isBot, isOwn }
  return filtered.length > 1 ? undefined : { ...cell, isBot, isOwn }
}

/** Finds the rollups that answer a query about errors. They hold the errors of page views and of reports together. */
export function errorRollupCell(filter: Filter): RollupCell | undefined {
  return filter.hasErrors !== undefined || filter.kind ? undefined : rollupCell(filter)
}

/** Tells whether rollups hold a cell grouped by a dimension, or by any: they hold no combination of two dimensions. */
export function holdsBreakdown({ dimension }: RollupCell, by?: GroupedBy): boolean {
  return dimension === '' || dimension === by
}

/** Returns the condition on bots if the filter has no other devices. Rollups have separate rows for bots, so it is no filter by a dimension. */
function botsOnly(devices: string[] | undefined): boolean | undefined {
  if (devices === undefined) return undefined
  if (devices.length === 1 && devices[0] === 'bot') return true
  const others = ['', ...deviceClasses.filter((name) => name !== 'bot')]
  return devices.length === others.length && others.every((name) => devices.includes(name)) ? false : undefined
}
