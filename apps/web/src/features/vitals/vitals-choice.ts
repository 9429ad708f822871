import type { Dimension, Interval } from '@collector/schema'
import { dimensions, type MetricName, metricNames } from '@collector/schema/catalogue'
import { type Comparison, readComparison } from '../charts/compared-period.ts'

export const intervals = ['hour', 'day', 'week'] as const satisfies Interval[]

/** The chosen metric, percentile and grouping of the vitals. */
export interface VitalsChoice {
  metric: MetricName
  breakdown: Dimension
  /** Undefined: chosen by the length of the range. */
  interval: Interval | undefined
  comparison: Comparison
}

/** Reads the choice from an address; `byDefault` is the dimension of an address without one. */
export function readVitalsChoice(query: URLSearchParams, byDefault: Dimension = 'path'): VitalsChoice {
  return {
    metric: metricNames.find((name) => name === query.get('metric')) ?? 'lcp',
    breakdown: dimensions.find((name) => name === query.get('breakdown')) ?? byDefault,
    interval: intervals.find((name) => name === query.get('interval')),
    comparison: readComparison(query, 'before'),
  }
}
