import { expect } from 'vitest'
import { exactPercentile } from './exact-percentile.ts'

/** Percentiles come from a histogram whose buckets are this wide at most, as a share of the value. */
const bucketError = 0.02

/**
 * Expects a sum that was estimated from a sample to be within three standard errors of the truth.
 *
 * @param amounts what each matching page view adds to the sum
 * @param weight of each sampled page view: one in so many is sampled
 */
export function expectEstimate(estimate: number, amounts: number[], weight: number): void {
  const truth = amounts.reduce((sum, amount) => sum + amount, 0)
  const variance = (weight - 1) * amounts.reduce((sum, amount) => sum + amount ** 2, 0)
  const tolerance = 3 * Math.sqrt(variance)
  expect(tolerance / truth, 'a wrong weight would pass: take a larger sample').toBeLessThan(0.5)
  expect(Math.abs(estimate - truth), `${estimate} instead of ${truth}`).toBeLessThanOrEqual(tolerance)
}

/**
 * Expects a percentile that was estimated from `sampled` of the values to lie between those that are three standard errors
 * of the rank below and above it.
 */
export function expectEstimatedPercentile(estimate: number, values: number[], share: number, sampled: number): void {
  const error = 3 * Math.sqrt((share * (1 - share)) / sampled)
  const least = exactPercentile(values, Math.max(0, share - error)) * (1 - bucketError)
  const most = exactPercentile(values, Math.min(1, share + error)) * (1 + bucketError)
  expect(estimate).toBeGreaterThanOrEqual(least)
  expect(estimate).toBeLessThanOrEqual(most)
}
