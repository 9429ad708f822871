import type { Metric } from '@collector/schema/catalogue'
import { zeroBucket } from './histogram.ts'

export type Thresholds = Pick<Metric, 'good' | 'poor'>

/** Values below this share of "good" count as zero. */
export const zeroBelow = 1e-6
const aboutRatio = 1.03

/** Returns the number of buckets between the thresholds, and the logarithm of the ratio of two neighbours. */
export function scale({ good, poor }: Thresholds): { between: number; logRatio: number } {
  const between = Math.round(Math.log(poor / good) / Math.log(aboutRatio))
  return { between, logRatio: Math.log(poor / good) / between }
}

/**
 * Returns the bucket of a value. Buckets grow by about 3 % each, so that a percentile read from them is within 2 %. Bucket
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

/** Returns the edges of a bucket, in the metric's unit. */
export function edgesOf(metric: Thresholds, bucket: number): { from: number; to: number } {
  if (bucket === zeroBucket) return { from: 0, to: 0 }
  const { between, logRatio } = scale(metric)
  const edge = (n: number) => {
    if (n === 0) return metric.good
    return n === between ? metric.poor : metric.good * Math.exp(logRatio * n)
  }
  return { from: edge(bucket - 1), to: edge(bucket) }
}
