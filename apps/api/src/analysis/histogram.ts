import type { Metric } from '@collector/schema/catalogue'
import { type Histogram, zeroBucket } from '../storage/tables/histogram.ts'

type Thresholds = Pick<Metric, 'good' | 'poor'>

/** This share of "good" is taken for zero. */
export const zeroBelow = 1e-6
const aboutRatio = 1.03

/** How many buckets lie between the thresholds, and the logarithm of the ratio of one to the next. */
export function scale({ good, poor }: Thresholds): { between: number; logRatio: number } {
  const between = Math.round(Math.log(poor / good) / Math.log(aboutRatio))
  return { between, logRatio: Math.log(poor / good) / between }
}

/**
 * The bucket that a value lies in. Buckets grow by about 3 % each, so that a percentile read from them is within 2 %. Bucket
 * b holds what is above good·r^(b-1) and up to good·r^b, where r is chosen so that both thresholds of the metric are edges:
 * the ratings counted from a histogram are exact.
 */
export function bucketOf(metric: Thresholds, value: number): number {
  const { between, logRatio } = scale(metric)
  if (value <= metric.good * zeroBelow) return zeroBucket
  const bucket = Math.ceil(Math.log(value / metric.good) / logRatio)
  // next to a threshold the logarithm may round to the other side of it
  if (value <= metric.good) return Math.min(bucket, 0)
  return value <= metric.poor ? Math.min(Math.max(bucket, 1), between) : Math.max(bucket, between + 1)
}

/** The edges of a bucket, in the metric's unit. */
export function edgesOf(metric: Thresholds, bucket: number): { from: number; to: number } {
  if (bucket === zeroBucket) return { from: 0, to: 0 }
  const { between, logRatio } = scale(metric)
  const edge = (n: number) => {
    if (n === 0) return metric.good
    return n === between ? metric.poor : metric.good * Math.exp(logRatio * n)
  }
  return { from: edge(bucket - 1), to: edge(bucket) }
}

export function countOf(histogram: Histogram): number {
  let sum = 0
  for (const [, count] of histogram) sum += count
  return sum
}

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
 * Percentiles as `percentile_cont` has them, the measurements of a bucket taken as evenly spread over it.
 *
 * @returns one for each of `shares` (0.75 is p75), null where nothing was measured
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

/** Four digits are more than a bucket knows. */
function round(value: number): number {
  return Number(value.toPrecision(4))
}

/** How many buckets are shown as one. */
const shownTogether = 6

/** The histogram as it is drawn: about twenty wider bars, the thresholds still at edges. */
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
