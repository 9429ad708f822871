import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { maxSampleTier, sampleTier } from './page-view-samples.ts'

test.each([
  ['random UUIDs', () => randomUUID()],
  ['numbered ids', (n: number) => `view-${n}`],
  ['ids that differ at their beginning', (n: number) => `${n}-of-some-long-page-view-id`],
])('each tier has a quarter of the previous one, for %s', (_, idOf) => {
  const count = 200_000
  const tiers = Array.from({ length: count }, (_, n) => sampleTier(idOf(n)))
  for (let tier = 1; tier <= maxSampleTier; tier++) {
    const share = 1 / 4 ** tier
    const sampled = tiers.filter((each) => each >= tier).length
    // four standard deviations
    expect(Math.abs(sampled - count * share)).toBeLessThan(4 * Math.sqrt(count * share * (1 - share)))
  }
})

test('a page view is always in the same tier', () => {
  expect(['a', 'b', 'view-4', 'ü', ''].map(sampleTier)).toEqual(['a', 'b', 'view-4', 'ü', ''].map(sampleTier))
})
