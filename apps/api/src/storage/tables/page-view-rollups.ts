import type { Dimension, MetricName } from '@collector/schema/catalogue'

/** A release in one environment: rollups hold both together, so that releases are counted without reading page views. */
type Build = 'build'
/** Attributes that answers are grouped by. */
export type GroupedBy = Dimension | Build
/** The dimensions that page views are rolled up by. */
export type RollupDimension = GroupedBy | 'hasErrors'

/** Returns the value of a build. SQL of it: `buildSql`. */
export function buildValue(release: string, environment: string): string {
  return `${release}\n${environment}`
}

/** The same of a page view f; '' where it names no release. */
export const buildSql =
  "case when f.release is null then '' else f.release || chr(10) || coalesce(f.environment, '') end"

/**
 * Sums over page views per bucket of time: of all page views (dimension ''), and of those with each value of each dimension.
 * Bots have rows of their own, and so have visits of our own pages. Everything in here merges by SUM.
 */
export interface PageViewRollupsTable extends Histograms {
  bucketStart: Date
  level: 'hour' | 'day'
  dimension: RollupDimension | ''
  /** '' where the page view has none. */
  value: string
  isBot: boolean
  /** True for visits of our own pages. */
  isOwn: boolean
  pageViews: number
  pageViewsWithErrors: number
  /** Occurrences. */
  errors: number
}

/** Per metric the number of measurements, and their stored `Histogram`. */
type Histograms = { [Name in MetricName]: number } & { [Name in MetricName as `${Name}Histogram`]: Buffer }

/** The value that stands for all values of a day beyond the first `maxValuesPerDay` of a dimension. */
export const overflowValue = '\u2026'
export const maxValuesPerDay = 500
