import { type Interval, type MetricAnswer, type MetricName, type MetricQuery, metrics } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { Histogram } from '../storage/tables/histogram.ts'
import { askSums } from './ask.ts'
import { askHistograms, type HistogramOf } from './ask-histograms.ts'
import type { Conditions } from './conditions.ts'
import { barsOf, countOf, percentilesOf, ratingsOf } from './histogram.ts'
import { readConditions } from './read-conditions.ts'
import { isEstimate, type SampleLimits, sampled } from './sample.ts'

const maxBreakdown = 50

/**
 * How one metric was.
 *
 * @throws RefusedError for a time that is none
 */
export async function metricAnswer(
  db: Database,
  metric: MetricName,
  { interval: asked, breakdown: by, ...filters }: MetricQuery,
  limits?: SampleLimits,
): Promise<MetricAnswer> {
  const conditions = await sampled(db, await readConditions(db, filters), limits)
  const interval = asked ?? intervalFor(conditions)
  const [parts, breakdown] = await Promise.all([
    askHistograms(db, { metric, conditions, interval }),
    by ? breakDown(db, metric, conditions, by) : [],
  ])
  const all = merge(parts)
  const about = metrics[metric]
  const [p50 = null, p75 = null, p95 = null] = percentilesOf(about, all, [0.5, 0.75, 0.95])
  return {
    metric,
    unit: about.unit,
    interval,
    isEstimate: isEstimate(conditions),
    total: { count: countOf(all), p50, p75, p95, ...ratingsOf(about, all) },
    series: series(metric, parts),
    histogram: barsOf(about, all),
    breakdown,
  }
}

/** Hours for up to two days, so that a chart has neither few points nor very many. */
export function intervalFor({ from, to }: Conditions): Interval {
  if (!from) return 'day'
  return (to?.getTime() ?? Date.now()) - from.getTime() <= 2 * 86_400_000 ? 'hour' : 'day'
}

/** Values with most page views, each with its p75. */
export async function breakDown(
  db: Database,
  metric: MetricName,
  conditions: Conditions,
  by: NonNullable<MetricQuery['breakdown']>,
): Promise<MetricAnswer['breakdown']> {
  const sums = await askSums(db, { metric, conditions, by, most: maxBreakdown })
  const values = sums.map(({ value }) => value)
  if (values.length === 0) return []
  const histograms = await askHistograms(db, { metric, conditions, by, values })
  return histograms
    .map(({ value, histogram }) => ({ value, count: countOf(histogram), p75: p75Of(metric, histogram) }))
    .toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
}

export function p75Of(metric: MetricName, histogram: Histogram): number | null {
  return percentilesOf(metrics[metric], histogram, [0.75])[0] ?? null
}

function merge(parts: Pick<HistogramOf, 'histogram'>[]): Histogram {
  const all = new Histogram()
  for (const { histogram } of parts) all.addAll(histogram)
  return all
}

function series(metric: MetricName, parts: HistogramOf[]): MetricAnswer['series'] {
  return parts
    .map(({ at, histogram }) => {
      const [p50 = null, p75 = null, p95 = null] = percentilesOf(metrics[metric], histogram, [0.5, 0.75, 0.95])
      return { at: (at as Date).toISOString(), count: countOf(histogram), p50, p75, p95 }
    })
    .toSorted((a, b) => compare(a.at, b.at))
}

/** By code unit, what is missing last: the same order everywhere. */
export function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  return b === null || (a !== null && a < b) ? -1 : 1
}
