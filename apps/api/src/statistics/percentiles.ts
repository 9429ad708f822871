import { type MetricName, metrics } from '@collector/schema/catalogue'
import { type Histogram, zeroBucket } from '../rollups/histogram.ts'
import { edgesOf, scale, type Thresholds } from '../rollups/histogram-scale.ts'

export function ratingsOf(metric: Thresholds, histogram: Histogram) {
  const { between } = scale(metric)
  const ratings = { good: 0, needsImprovement: 0, poor: 0 }
  for (const [bucket, count] of histogram) {
    if (bucket <= 0) ratings.good += count
    else if (bucket <= between) ratings.needsImprovement += count
    else ratings.poor += count
  }
  return ratings
}

/**
 * Computes percentiles like `percentile_cont`, assuming that measurements are evenly spread over their bucket.
 *
 * @returns one for each of `shares` (0.75 is p75), null without measurements
 */
export function percentilesOf(metric: Thresholds, histogram: Histogram, shares: number[]): (number | null)[] {
  const buckets = [...histogram].filter(([, count]) => count > 0)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return shares.map(() => null)

  const valueAt = (rank: number): number => {
    let before = 0
    for (const [bucket, count] of buckets) {
      if (rank < before + count) {
        const { from, to } = edgesOf(metric, bucket)
        return to === 0 ? 0 : from * (to / from) ** ((rank - before + 0.5) / count)
      }
      before += count
    }
    return 0
  }
  return shares.map((share) => {
    const rank = share * (total - 1)
    const low = valueAt(Math.floor(rank))
    const high = valueAt(Math.ceil(rank))
    return round(low + (high - low) * (rank - Math.floor(rank)))
  })
}

/** Computes a percentile of single values like `percentile_cont`; null without values. */
export function percentileOf(values: number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const rank = share * (sorted.length - 1)
  const low = sorted[Math.floor(rank)] as number
  const high = sorted[Math.ceil(rank)] as number
  return Number((low + (high - low) * (rank - Math.floor(rank))).toPrecision(6))
}

export function p75Of(metric: MetricName, histogram: Histogram): number | null {
  return percentilesOf(metrics[metric], histogram, [0.75])[0] ?? null
}

/** Rounds to four digits, more than the precision of a bucket. */
function round(value: number): number {
  return Number(value.toPrecision(4))
}

/** Number of buckets per bar. */
const shownTogether = 6

/** Merges the buckets into about twenty bars to draw, with the thresholds at edges. */
export function barsOf(metric: Thresholds, histogram: Histogram): { from: number; to: number; count: number }[] {
  const { between } = scale(metric)
  const bars = new Map<number, { first: number; last: number; count: number }>()
  for (const [bucket, count] of histogram) {
    const [first, last] = barAround(bucket, between)
    const bar = bars.get(first)
    if (bar) bar.count += count
    else bars.set(first, { first, last, count })
  }
  return [...bars.values()]
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.first - b.first)
    .map(({ first, last, count }) => ({
      from: round(edgesOf(metric, first).from),
      to: round(edgesOf(metric, last).to),
      count,
    }))
}

function barAround(bucket: number, between: number): [first: number, last: number] {
  if (bucket === zeroBucket) return [zeroBucket, zeroBucket]
  if (bucket <= 0) {
    const last = -Math.floor(-bucket / shownTogether) * shownTogether
    return [last - shownTogether + 1, last]
  }
  if (bucket <= between) {
    const first = Math.floor((bucket - 1) / shownTogether) * shownTogether + 1
    return [first, Math.min(first + shownTogether - 1, between)]
  }
  const first = Math.floor((bucket - between - 1) / shownTogether) * shownTogether + between + 1
  return [first, first + shownTogether - 1]
}
