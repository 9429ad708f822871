import type { Rating } from './rating.ts'

/**
 * One part of a value, as the attribution of the web-vitals library names it. The phases of LCP, INP, FCP and TTFB add up to
 * the value: https://github.com/GoogleChrome/web-vitals#attribution
 */
export interface Phase {
  readonly name: string
  /** The column of `facts` that holds it, ms. */
  readonly column: string
  readonly label: string
  /** One sentence: what happens in it. */
  readonly meaning: string
  /** One sentence: what to do where it takes longest. */
  readonly advice: string
}

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
  /** In order of time. */
  readonly phases: readonly Phase[]
  /** How its attribution names the element that it is about; null where it is about none. */
  readonly element: {
    /** The member that holds its selector. */
    readonly field: string
    /** The column of `facts` that refers to `reasons`. */
    readonly column: string
    /** As a person names it: "the largest element". */
    readonly label: string
  } | null
}

/** Rates a value of the metric; each threshold belongs to the better rating, as on web.dev. */
export function rate(metric: Pick<Metric, 'good' | 'poor'>, value: number): Rating {
  if (value <= metric.good) return 'good'
  return value <= metric.poor ? 'needs-improvement' : 'poor'
}
