import { type MetricName, metricNames, metrics, rate } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { Histogram } from '../rollups/histogram.ts'
import { bucketOf, edgesOf } from '../rollups/histogram-scale.ts'
import { barsOf, percentilesOf, ratingsOf } from './percentiles.ts'

/** The same numbers at every run, from 0 to 1. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

function histogramOf(name: MetricName, values: number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.add(bucketOf(metrics[name], value), 1)
  return histogram
}

test.each(metricNames)('%s: a value lies in its bucket, and ratings are exact', (name) => {
  const metric = metrics[name]
  const next = random(7)
  const values = Array.from({ length: 5000 }, () => metric.poor * 10 ** (next() * 6 - 4))
  for (const threshold of [metric.good, metric.poor]) {
    values.push(threshold, threshold * (1 + 1e-12), threshold * (1 - 1e-12))
  }
  for (const value of values) {
    const { from, to } = edgesOf(metric, bucketOf(metric, value))
    expect(value).toBeGreaterThanOrEqual(from * (1 - 1e-9))
    expect(value).toBeLessThanOrEqual(to * (1 + 1e-9))
  }
  const rated = (rating: string) => values.filter((value) => rate(metric, value) === rating).length
  expect(ratingsOf(metric, histogramOf(name, values))).toEqual({
    good: rated('good'),
    needsImprovement: rated('needs-improvement'),
    poor: rated('poor'),
  })
})

test.each(metricNames)('%s: percentiles are within 2 %% of the exact ones', (name) => {
  const next = random(11)
  const values = Array.from({ length: 3000 }, () => metrics[name].good * Math.exp((next() + next() + next() - 1.5) * 2))
  const sorted = values.toSorted((a, b) => a - b)
  const exact = (share: number) => {
    const rank = share * (sorted.length - 1)
    const low = sorted[Math.floor(rank)] as number
    return low + ((sorted[Math.ceil(rank)] as number) - low) * (rank - Math.floor(rank))
  }
  const shares = [0, 0.5, 0.75, 0.95, 1]
  for (const [index, value] of percentilesOf(metrics[name], histogramOf(name, values), shares).entries()) {
    expect(Math.abs((value as number) / exact(shares[index] as number) - 1)).toBeLessThan(0.02)
  }
})

test('zero is a value like others, and nothing is none', () => {
  expect(percentilesOf(metrics.cls, histogramOf('cls', [0, 0, 0, 0.2]), [0.5])).toEqual([0])
  expect(percentilesOf(metrics.cls, new Histogram(), [0.5])).toEqual([null])
})

test.each(metricNames)('%s: the smallest and the largest measurement that facts hold are counted', (name) => {
  const histogram = histogramOf(name, [Number.MIN_VALUE, metrics[name].good * 1.1e-6, 86_400_000])
  expect(histogram.count()).toBe(3)
})

test('bars hold every measurement, do not overlap, and have the thresholds at edges', () => {
  const next = random(3)
  const values = Array.from({ length: 2000 }, () => 10 ** (next() * 5))
  const bars = barsOf(metrics.lcp, histogramOf('lcp', values))
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(2000)
  for (const [index, bar] of bars.entries()) {
    if (index > 0) expect(bar.from).toBeGreaterThanOrEqual(bars[index - 1]?.to ?? 0)
    for (const threshold of [2500, 4000]) expect(bar.from < threshold && threshold < bar.to).toBe(false)
  }
})
