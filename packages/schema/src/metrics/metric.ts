import type { Rating } from './rating.ts'

/** Describes a measured value. Plain data, so that a page can show it without the schema library. */
export interface Metric {
  readonly name: string
  /** The column of `facts` that holds it. */
  readonly column: string
  readonly label: string
  /** Unit of the values; "" for none. */
  readonly unit: 'ms' | ''
  /** Values up to this are good. */
  readonly good: number
  /** Values above this are poor; between the two they need improvement. */
  readonly poor: number
  /** Source of the thresholds. */
  readonly source: string
  /** One sentence: what it means. */
  readonly meaning: string
  /** One sentence: what to do about it. */
  readonly advice: string
}

/** Rates a value of the metric; each threshold belongs to the better rating, as on web.dev. */
export function rate(metric: Pick<Metric, 'good' | 'poor'>, value: number): Rating {
  if (value <= metric.good) return 'good'
  return value <= metric.poor ? 'needs-improvement' : 'poor'
}
