import { expect, test } from 'vitest'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { timeSeries } from '../../ui/chart/time-buckets.ts'
import { histogramConfig } from './histogram-config.ts'
import { percentileConfig } from './percentile-config.ts'
import { ratingBars } from './rating-bars.ts'

const colors: ChartColors = {
  bar: 'blue',
  text: 'gray',
  grid: 'silver',
  background: 'white',
  good: 'green',
  fair: 'orange',
  poor: 'red',
  fontFamily: 'sans-serif',
}
const window = { from: '2026-11-18T00:00:00Z', to: '2026-11-21T00:00:00Z' }

test('the percentile chart has a gap, not a zero, in a bucket without samples', () => {
  const rows = [
    { at: '2026-11-18T00:00:00.000Z', count: 3, p50: 900, p75: 1200, p95: 9000 },
    { at: '2026-11-20T00:00:00.000Z', count: 1, p50: 800, p75: 800, p95: 800 },
  ]
  const { data } = percentileConfig({ metric: 'lcp', ...timeSeries(rows, 'day', window), previous: [700] }, colors)
  const values = Object.fromEntries(data.datasets.map(({ label, data }) => [label, data]))
  expect(values).toEqual({
    p95: [9000, null, 800],
    p75: [1200, null, 800],
    p50: [900, null, 800],
    'p75 before': [700, null, null],
    Samples: [3, 0, 1],
  })
  expect(data.labels).toEqual(['18 Nov', '19 Nov', '20 Nov'])
})

test('the percentile chart has no comparison without a previous period', () => {
  const { data } = percentileConfig({ metric: 'cls', ...timeSeries([], 'day', window), previous: [] }, colors)
  expect(data.datasets.map(({ label }) => label)).not.toContain('p75 before')
})

test('the histogram has bars between the edges, coloured by rating, and none for empty buckets', () => {
  const bars = ratingBars('lcp', [
    { from: 2100, to: 2500, count: 3 },
    { from: 4000, to: 4770, count: 4 },
  ])
  const [dataset] = histogramConfig(bars, colors).data.datasets
  expect(dataset?.data[0]).toEqual({ x: 0.5, y: 3 })
  expect(dataset?.data[1]).toEqual({ x: 1.5, y: null })
  expect(dataset?.data.at(-1)).toEqual({ x: bars.bars.length - 0.5, y: 4 })
  expect(dataset?.backgroundColor).toEqual(['green', ...Array(bars.bars.length - 2).fill('orange'), 'red'])
})
