import type { Rating } from './rating.ts'

/** Describes a measured value. Plain data, so that a page can show it without the schema library. */
export interface Metric {
  readonly name: string
  /** The column of `facts` that holds it. */
  readonly column: string
  readonly label: string
  /** "" is unitless. */
  readonly unit: 'ms' | ''
  /** At most this is good. */
  readonly good: number
  /** Above this is poor; between the two needs improvement. */
  readonly poor: number
  /** Where the thresholds come from. */
  readonly source: string
  /** One sentence: what it means. */
  readonly meaning: string
  /** One sentence: what to do about it. */
  readonly advice: string
}

/** How a value of this metric is rated; the thresholds themselves belong to the better side, as on web.dev. */
export function rate(metric: Pick<Metric, 'good' | 'poor'>, value: number): Rating {
  if (value <= metric.good) return 'good'
  return value <= metric.poor ? 'needs-improvement' : 'poor'
}
