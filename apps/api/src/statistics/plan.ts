import { type Dimension, deviceClasses, dimensions } from '@collector/schema'
import type { Filter } from '../filters/filter.ts'
import type { RollupDimension } from '../storage/tables/page-view-rollups.ts'
import { maxSampleTier } from '../storage/tables/page-view-samples.ts'

/**
 * Which rows answer a question; every part of an answer reads the same. Rollups and facts are exact. In a sample each page
 * view stands for `weight`.
 */
export type Plan =
  | { source: 'rollups'; cell: RollupCell }
  | { source: 'facts' }
  | { source: 'sample'; tier: number; weight: number }

/** The rows of the rollups that hold what a filter asks for. */
export interface RollupCell {
  dimension: RollupDimension | ''
  values: string[]
  /** Only bots, or none; undefined: everybody. */
  isBot?: boolean | undefined
  /** Only visits of our own pages, or none; undefined: all. */
  isOwn?: boolean | undefined
}

/** The figures that decide a plan where rollups cannot answer. */
export interface Estimate {
  /** Page views that match, as the smallest sample tells. */
  pageViews: number
  /** The expected cost of reading all of them, in the unit of the database's planner. */
  cost: number
}

/** Fewer page views of a sample would leave shares more than a point off. */
const minSampled = 20_000
/** Reads some hundred thousand rows of facts. More takes seconds: what is frequent apart and rare together is estimated. */
const maxCost = 600_000

/** Plans a question that the rollups cannot answer. */
export function planByEstimate({ pageViews, cost }: Estimate): Plan {
  const largest = weightOf(maxSampleTier)
  let tier = 0
  while (weightOf(tier) < largest && pageViews / weightOf(tier + 1) >= minSampled) tier++
  if (tier === 0 && cost > maxCost) tier = 1
  return tier === 0 ? { source: 'facts' } : { source: 'sample', tier, weight: weightOf(tier) }
}

/** How many page views each page view of a tier, and of those above it, stands for. */
export function weightOf(tier: number): number {
  return 4 ** tier
}

/** Finds the rollups that answer a question about page views: those of all page views, or of one value of one dimension. */
export function rollupCell(filter: Filter): RollupCell | undefined {
  const { window: _, values, hasErrors, isOwn, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined)) return undefined
  const isBot = botsOnly(values.device)
  const asked = dimensions.flatMap((name) => {
    const wanted = name === 'device' && isBot !== undefined ? undefined : values[name]
    return wanted ? [{ dimension: name as RollupDimension, values: wanted }] : []
  })
  if (hasErrors !== undefined) asked.push({ dimension: 'hasErrors', values: [String(hasErrors)] })
  const [cell] = asked
  if (!cell) return { dimension: '', values: [''], isBot, isOwn }
  return asked.length > 1 ? undefined : { ...cell, isBot, isOwn }
}

/** The same for a question about errors; that page views have errors is then no filter. */
export function errorRollupCell(filter: Filter): RollupCell | undefined {
  return filter.hasErrors === false ? undefined : rollupCell({ ...filter, hasErrors: undefined })
}

/** Tells whether rollups hold a cell by the values of a dimension, or of every dimension: not of two dimensions together. */
export function holdsBreakdown({ dimension }: RollupCell, by?: Dimension): boolean {
  return dimension === '' || dimension === by
}

/** Rollups keep bots apart: leaving them out, or asking for them alone, is no filter by a dimension. */
function botsOnly(devices: string[] | undefined): boolean | undefined {
  if (devices === undefined) return undefined
  if (devices.length === 1 && devices[0] === 'bot') return true
  const others = ['', ...deviceClasses.filter((name) => name !== 'bot')]
  return devices.length === others.length && others.every((name) => devices.includes(name)) ? false : undefined
}
