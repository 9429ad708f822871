import type { Database } from '../storage/database.ts'
import { askSeries, type Point } from './ask.ts'
import { bucketMs, startOf } from './buckets.ts'
import type { Conditions } from './conditions.ts'
import type { Filter } from './rollup-source.ts'
import { filtersOf, isPartlyOther } from './sources.ts'
import type { Span } from './split-window.ts'

/**
 * How many page views there are each day of those two dimensions asked for that are rarest together, by the rollups: no more
 * match. undefined where they know none. The planner takes dimensions for independent, and expects Windows on phones.
 */
export async function rarestPair(db: Database, conditions: Conditions): Promise<Point[] | undefined> {
  // several values together are not rare
  const filters = filtersOf(conditions).filter(({ values }) => values.length === 1)
  if (filters.length < 2) return undefined
  const days = wholeDays(conditions)
  const areOther = await Promise.all(filters.map((filter) => isPartlyOther(db, filter, days)))
  const known = filters.filter((_, place) => !areOther[place])
  const pairs = known.flatMap((one, place) => known.slice(place + 1).map((other) => [one, other] as const))
  const counts = await Promise.all(pairs.map((pair) => countPair(db, { ...conditions, ...days }, pair)))
  return counts.toSorted((a, b) => sumOf(a) - sumOf(b))[0]
}

export function sumOf(points: Point[]): number {
  return points.reduce((sum, { count }) => sum + count, 0)
}

/** More than a window is no less of a limit, and of whole days no facts are read. */
function wholeDays({ from, to }: Span): Span {
  return {
    from: from && new Date(startOf('day', from.getTime())),
    to: to && new Date(startOf('day', to.getTime() - 1) + bucketMs.day),
  }
}

async function countPair(
  db: Database,
  { from, to, ...asked }: Conditions,
  [one, other]: readonly [Filter, Filter],
): Promise<Point[]> {
  // errors or none are the last of the dimensions, and no breakdown
  const conditions = { ...nothing, from, to, [other.dimension]: asked[other.dimension] }
  const by = one.dimension as Exclude<Filter['dimension'], 'hasErrors'>
  const series = await askSeries(db, { metric: 'pageViews', conditions, by, values: one.values, interval: 'day' })
  return series.get(one.values[0] as string) ?? []
}

const nothing = { device: undefined, vital: undefined, search: undefined }
