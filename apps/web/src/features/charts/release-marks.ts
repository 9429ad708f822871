import { withBase } from '../../router/base-path.ts'
import type { ChartMark } from '../../ui/chart/drawn-chart.ts'
import { endOfBucket, type TimeSeries } from '../../ui/chart/time-buckets.ts'
import { mostMarked, type ReleaseStart } from './release-starts.ts'

/** Returns the releases that began in each bucket, by the index of the bucket. */
export function releasesByBucket(
  { interval, buckets }: TimeSeries<unknown>,
  starts: readonly ReleaseStart[],
): Map<number, ReleaseStart[]> {
  const byBucket = new Map<number, ReleaseStart[]>()
  for (const start of starts) {
    const index = buckets.findIndex(({ at }) => {
      return at.getTime() <= start.at && start.at < endOfBucket(at.getTime(), interval)
    })
    if (index >= 0) byBucket.set(index, [...(byBucket.get(index) ?? []), start])
  }
  return byBucket
}

/** Returns a line for each release that began in a chart; none if they are too many. */
export function releaseMarks(
  { interval, buckets }: TimeSeries<unknown>,
  byBucket: ReadonlyMap<number, ReleaseStart[]>,
): ChartMark[] {
  const marks = [...byBucket].flatMap(([index, starts]) =>
    starts.map(({ release, at }) => {
      const start = buckets[index]?.at.getTime() ?? at
      const position = index + (at - start) / (endOfBucket(start, interval) - start)
      return { position, label: release, href: withBase(`/releases?${new URLSearchParams({ release })}`) }
    }),
  )
  return marks.length > mostMarked ? [] : marks
}
