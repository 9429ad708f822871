import type { Dimension } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { type MergedGroups, readMergedGroups, withMembers } from '../storage/queries/merged-groups.ts'
import { parseNumbers } from './ask.ts'
import { compare } from './compare.ts'
import { type ErrorGrouping, errorRows, occurrenceRows } from './error-rows.ts'
import type { Scope } from './scope.ts'
import type { TimeBuckets } from './time-buckets.ts'

/** Occurrences of a group in one window, and the page views with them. */
export interface GroupCounts {
  /** The number of the window in its scope. */
  w: number
  groupKey: string
  count: number
  pageViews: number
}

/** Counts the occurrences of all groups, most page views first. */
export async function countErrorGroups(db: Database, scope: Scope): Promise<GroupCounts[]> {
  const merged = await readMergedGroups(db)
  const { rows } = await sql<GroupCounts>`with m as (${occurrenceRows(scope)})
    select w, group_key as "groupKey", sum(errors)::float8 as count, sum(page_views)::float8 as "pageViews"
    from ${errorRows(scope, {})}
    group by w, group_key having sum(errors) > 0`.execute(db.withoutPlugins())
  return sumMerged(rows, merged).toSorted(
    (a, b) => b.pageViews - a.pageViews || b.count - a.count || compare(a.groupKey, b.groupKey),
  )
}

/** Sums the counts of groups that are shown as one. A page view with errors of several of them counts for each. */
function sumMerged(rows: GroupCounts[], merged: MergedGroups): GroupCounts[] {
  if (merged.size === 0) return rows
  const sums = new Map<string, GroupCounts>()
  for (const { w, groupKey, count, pageViews } of rows) {
    const shown = merged.get(groupKey) ?? groupKey
    const sum = sums.get(`${w} ${shown}`) ?? { w, groupKey: shown, count: 0, pageViews: 0 }
    sums.set(`${w} ${shown}`, { ...sum, count: sum.count + count, pageViews: sum.pageViews + pageViews })
  }
  return [...sums.values()]
}

/** Occurrences in one bucket of time. */
export interface Point {
  /** Start of the bucket, ISO 8601. */
  at: string
  count: number
}

/** Counts the occurrences of some groups over time. The database returns one row per group, since reading a row per bucket takes longer than counting. */
export async function countOverTime(
  db: Database,
  scope: Scope,
  groupKeys: string[],
  buckets: TimeBuckets,
): Promise<Map<string, Point[]>> {
  if (groupKeys.length === 0) return new Map()
  const merged = await readMergedGroups(db)
  const wanted = withMembers(groupKeys, merged)
  const { rows } = await sql<{ groupKey: string; times: string; counts: string }>`
    with m as (${occurrenceRows(scope, wanted)})
    select group_key as "groupKey", array_agg(extract(epoch from at)::bigint * 1000 order by at)::text as times,
      array_agg(count order by at)::text as counts
    from (select group_key, at, sum(errors) as count from ${errorRows(scope, { buckets, groupKeys: wanted })}
      group by group_key, at having sum(errors) > 0) summed group by group_key`.execute(db.withoutPlugins())
  const series = new Map<string, Point[]>()
  for (const { groupKey, times, counts } of rows) {
    const counted = parseNumbers(counts)
    const points = parseNumbers(times).map((time, index) => ({ at: isoTime(time), count: counted[index] as number }))
    const shown = merged.get(groupKey) ?? groupKey
    const others = series.get(shown)
    series.set(shown, others ? addPoints(others, points) : points)
  }
  return series
}

/** Adds two series up, in the order of time. */
function addPoints(one: Point[], other: Point[]): Point[] {
  const counts = new Map(one.map(({ at, count }) => [at, count]))
  for (const { at, count } of other) counts.set(at, (counts.get(at) ?? 0) + count)
  return [...counts].map(([at, count]) => ({ at, count })).toSorted((a, b) => compare(a.at, b.at))
}

const isoTimes = new Map<number, string>()

/** Memoizes formatted times, since many groups share them. */
function isoTime(time: number): string {
  let text = isoTimes.get(time)
  if (text === undefined) {
    if (isoTimes.size > 10_000) isoTimes.clear()
    text = new Date(time).toISOString()
    isoTimes.set(time, text)
  }
  return text
}

/** Occurrences of a group in page views with one value of a dimension. */
export interface Share {
  value: string | null
  count: number
  pageViews: number
}

/** The numbers of one group. */
export interface GroupNumbers {
  points: (Point & { pageViews: number })[]
  /** By dimension; most occurrences first. */
  shares: Map<Dimension, Share[]>
}

/** Counts a group over time, and by several dimensions. One statement, since its occurrences are read one by one only once. */
export async function countGroup(
  db: Database,
  scope: Scope,
  members: string[],
  { buckets, dimensions = [] }: { buckets?: TimeBuckets; dimensions?: readonly Dimension[] },
): Promise<GroupNumbers> {
  const select = (part: string, grouping: Pick<ErrorGrouping, 'by' | 'buckets'>) => sql`select ${sql.lit(part)} as part,
      at, nullif(value, '') as value, sum(errors)::float8 as count, sum(page_views)::float8 as "pageViews"
    from ${errorRows(scope, { ...grouping, groupKeys: members })} group by 2, 3 having sum(errors) > 0`
  const parts = [...(buckets ? [select('time', { buckets })] : []), ...dimensions.map((by) => select(by, { by }))]
  const { rows } = await sql<
    Share & { part: string; at: Date }
  >`with m as materialized (${occurrenceRows(scope, members)})
    ${sql.join(parts, sql` union all `)}`.execute(db.withoutPlugins())
  const byPart = Map.groupBy(rows, ({ part }) => part)
  const points = (byPart.get('time') ?? []).map(({ at, count, pageViews }) => ({
    at: at.toISOString(),
    count,
    pageViews,
  }))
  const sorted = dimensions.map((by) => {
    const shares = (byPart.get(by) ?? []).map(({ value, count, pageViews }) => ({ value, count, pageViews }))
    return [by, shares.toSorted((a, b) => b.count - a.count || compare(a.value, b.value))] as const
  })
  return { points: points.toSorted((a, b) => compare(a.at, b.at)), shares: new Map(sorted) }
}
