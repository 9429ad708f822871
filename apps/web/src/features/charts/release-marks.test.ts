import { expect, test } from 'vitest'
import { timeSeries } from '../../ui/chart/time-buckets.ts'
import { releaseMarks, releasesByBucket } from './release-marks.ts'

const series = timeSeries([], 'day', { from: '2026-11-18T00:00:00Z', to: '2026-11-21T00:00:00Z' })
const start = (release: string, at: string) => ({ release, at: Date.parse(at) })

test('a release is marked within its bucket; those outside the chart are not', () => {
  const byBucket = releasesByBucket(series, [
    start('1.2.0', '2026-11-19T18:00:00Z'),
    start('1.1.0', '2026-11-18T00:00:00Z'),
    start('1.3.0', '2026-11-21T00:00:00Z'),
  ])
  expect([...byBucket].map(([index, starts]) => [index, starts.map(({ release }) => release)])).toEqual([
    [1, ['1.2.0']],
    [0, ['1.1.0']],
  ])
  expect(releaseMarks(series, byBucket)).toEqual([
    { position: 1.75, label: '1.2.0', href: '/releases?release=1.2.0' },
    { position: 0, label: '1.1.0', href: '/releases?release=1.1.0' },
  ])
})

test('none is marked if they are too many', () => {
  const many = Array.from({ length: 9 }, (_, n) => start(`1.${n}.0`, '2026-11-19T18:00:00Z'))
  expect(releaseMarks(series, releasesByBucket(series, many.slice(1)))).toHaveLength(8)
  expect(releaseMarks(series, releasesByBucket(series, many))).toEqual([])
})
