import { expect, test } from 'vitest'
import { Histogram, zeroBucket } from './histogram.ts'

function histogramOf(entries: [bucket: number, count: number][]): Histogram {
  const histogram = new Histogram()
  for (const [bucket, count] of entries) histogram.add(bucket, count)
  return histogram
}

function stored(...parts: Buffer[]): [number, number][] {
  const histogram = new Histogram()
  for (const part of parts) histogram.addStored(part)
  return [...histogram]
}

test.each<[string, [number, number][]]>([
  ['nothing', []],
  ['zero', [[zeroBucket, 3]]],
  [
    'neighbours and those far apart',
    [
      [-470, 1],
      [-469, 63],
      [0, 64],
      [1, 8191],
      [700, 8192],
    ],
  ],
  [
    'what is taken away',
    [
      [-3, -1],
      [0, -64],
      [5, -65],
    ],
  ],
  ['more than 32 bits hold', [[7, 2 ** 40 + 1]]],
])('%s is read as it was stored', (_, entries) => {
  expect(stored(histogramOf(entries).toStored())).toEqual(entries)
})

test('stored histograms merge by adding, and an empty bucket takes no space', () => {
  const more = histogramOf([
    [zeroBucket, 2],
    [1, 5],
    [90, 300],
  ])
  const less = histogramOf([
    [1, -5],
    [90, -200],
    [91, 1],
  ])
  expect(stored(more.toStored(), less.toStored())).toEqual([
    [zeroBucket, 2],
    [90, 100],
    [91, 1],
  ])
  more.addAll(less)
  expect(more.toStored()).toHaveLength(8)
  expect(histogramOf([[1, 1]]).toStored()).toHaveLength(3)
})

test('a histogram that is cleared is like a new one', () => {
  const histogram = histogramOf([
    [-20, 1],
    [40, 2],
  ])
  histogram.clear()
  expect([...histogram]).toEqual([])
  histogram.add(3, 1)
  expect([...histogram]).toEqual([[3, 1]])
})
