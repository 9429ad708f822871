import { type MetricAnswer, type MetricName, type MetricQuery, metrics } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import { Histogram } from '../rollups/histogram.ts'
import type { Database } from '../storage/database.ts'
import { ask, type Distribution, distributions } from './ask.ts'
import { choosePlans } from './choose-plan.ts'
import { compare } from './compare.ts'
import { barsOf, p75Of, percentilesOf, ratingsOf } from './percentiles.ts'
import { isEstimate, scopeOf } from './scope.ts'
import { timeBuckets } from './time-buckets.ts'
import { distributionsOfTops } from './tops.ts'

const maxBreakdown = 50
const shown = [0.5, 0.75, 0.95]

/**
 * Answers the distribution of one metric, over time and by a dimension.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function answerMetric(
  db: Database,
  metric: MetricName,
  { interval, timeZone, breakdown: by, ...filters }: MetricQuery,
): Promise<MetricAnswer> {
  const filter = await readFilter(db, filters)
  const buckets = timeBuckets(filter.window, timeZone, interval)
  const { totals, breakdowns } = await choosePlans(db, filter, by)
  const scope = scopeOf(totals, filter)
  const breakdownScope = by ? scopeOf(breakdowns, filter) : scope
  const [{ series }, byDimension] = await Promise.all([
    ask(db, scope, { series: distributions([metric], { buckets }) }),
    by ? ask(db, breakdownScope, { breakdowns: distributionsOfTops(metric, [by], maxBreakdown) }) : undefined,
  ])
  const all = new Histogram()
  for (const { histogram } of series) all.addAll(histogram)
  const about = metrics[metric]
  const [p50 = null, p75 = null, p95 = null] = percentilesOf(about, all, shown)
  return {
    metric,
    unit: about.unit,
    interval: buckets.interval,
    isEstimate: isEstimate(breakdownScope),
    total: { count: all.count(), p50, p75, p95, ...ratingsOf(about, all) },
    series: seriesOf(metric, series),
    histogram: barsOf(about, all),
    breakdown: breakdownOf(metric, (by && byDimension?.breakdowns[by]) ?? []),
  }
}

function seriesOf(metric: MetricName, rows: Distribution[]): MetricAnswer['series'] {
  return rows
    .map(({ at, histogram }) => {
      const [p50 = null, p75 = null, p95 = null] = percentilesOf(metrics[metric], histogram, shown)
      return { at: (at as Date).toISOString(), count: histogram.count(), p50, p75, p95 }
    })
    .toSorted((a, b) => compare(a.at, b.at))
}

function breakdownOf(metric: MetricName, rows: Distribution[]): MetricAnswer['breakdown'] {
  return rows
    .map(({ value, histogram }) => ({ value, count: histogram.count(), p75: p75Of(metric, histogram) }))
    .toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
}
