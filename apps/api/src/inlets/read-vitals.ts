import { type MetricName, metricNames, metrics, type Rating, rate } from '@collector/schema'
import { numberOf } from './json-value.ts'

export type Vitals = Partial<Record<MetricName, { value: number; rating: Rating }>>

/** Reads and rates the vitals that a client measured; undefined without any. */
export function readVitals(read: (name: MetricName) => unknown): Vitals | undefined {
  const values = metricNames.flatMap((name): [MetricName, { value: number; rating: Rating }][] => {
    const value = numberOf(read(name))
    return value === undefined ? [] : [[name, { value, rating: rate(metrics[name], value) }]]
  })
  return values.length > 0 ? Object.fromEntries(values) : undefined
}
