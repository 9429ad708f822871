import { metrics } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { ratingBars } from './rating-bars.ts'

test('bars are rated by their upper edge: a threshold belongs to the better rating', () => {
  const { bars } = ratingBars('lcp', [
    { from: 2100, to: 2500, count: 3 },
    { from: 2500, to: 2970, count: 2 },
    { from: 3530, to: 4000, count: 1 },
    { from: 4000, to: 4770, count: 4 },
  ])
  expect(bars.filter(({ count }) => count > 0).map(({ rating }) => rating)).toEqual([
    'good',
    'needs-improvement',
    'needs-improvement',
    'poor',
  ])
})

test('empty bars are restored, and both thresholds stay edges', () => {
  const { good, poor } = metrics.lcp
  const { bars } = ratingBars('lcp', [
    { from: 840, to: 1000, count: 20 },
    { from: 4770, to: 5690, count: 20 },
  ])
  expect(bars.length).toBeGreaterThan(6)
  for (const [index, bar] of bars.entries()) {
    if (index > 0) expect(bar.from).toBeCloseTo(bars[index - 1]?.to ?? 0, 6)
  }
  for (const threshold of [good, poor]) expect(bars.some(({ from }) => from === threshold)).toBe(true)
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(40)
})

test('a CLS of zero has a bar of its own', () => {
  const { bars } = ratingBars('cls', [
    { from: 0, to: 0, count: 9 },
    { from: 0.01, to: 0.012, count: 1 },
  ])
  expect(bars.map(({ from, to, count }) => [from, to, count])).toEqual([
    [0, 0, 9],
    [0.01, 0.012, 1],
  ])
})

test('outliers are merged into one bar, and no measurement is lost', () => {
  const { bars } = ratingBars('ttfb', [
    { from: 1, to: 1.2, count: 1 },
    { from: 680, to: 800, count: 50 },
    { from: 1e12, to: 1.2e12, count: 2 },
  ])
  expect(bars.length).toBeLessThanOrEqual(48)
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(53)
  expect(bars.at(-1)).toMatchObject({ to: 1.2e12, rating: 'poor' })
})
