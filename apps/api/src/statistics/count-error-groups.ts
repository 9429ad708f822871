import type { Dimension } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { parseNumbers } from './ask.ts'
import { compare } from './compare.ts'
import { errorRows } from './error-rows.ts'
import { errorSourceRows, type Scope } from './scope.ts'
import type { TimeBuckets } from './time-buckets.ts'

/** Occurrences of a group in one window, and the page views with them. */
export interface GroupCounts {
  /** The number of the window in its scope. */
  w: number
  groupKey: string
  count: number
  pageViews: number
}

/** Counts the occurrences of all groups, most first. */
export async function countErrorGroups(db: Database, scope: Scope, groupKeys?: string[]): Promise<GroupCounts[]> {
  const { rows } = await sql<GroupCounts>`with m as materialized (${errorSourceRows(scope)})
    select w, group_key as "groupKey", sum(errors)::float8 as count, sum(page_views)::float8 as "pageViews"
    from ${errorRows(scope, { groupKeys })} group by w, group_key having sum(errors) > 0`.execute(db.withoutPlugins())
  return rows.toSorted((a, b) => b.count - a.count || compare(a.groupKey, b.groupKey))
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
  const { rows } = await sql<{ groupKey: string; times: string; counts: string }>`
    with m as materialized (${errorSourceRows(scope)})
    select group_key as "groupKey", array_agg(extract(epoch from at)::bigint * 1000 order by at)::text as times,
      array_agg(count order by at)::text as counts
    from (select group_key, at, sum(errors) as count from ${errorRows(scope, { buckets, groupKeys })}
      group by group_key, at having sum(errors) > 0) summed group by group_key`.execute(db.withoutPlugins())
  return new Map(
    rows.map(({ groupKey, times, counts }) => {
      const counted = parseNumbers(counts)
      const point = (time: number, index: number) => ({ at: isoTime(time), count: counted[index] as number })
      return [groupKey, parseNumbers(times).map(point)]
    }),
  )
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

/** Breaks a group down by several dimensions; most occurrences first. */
export async function breakDownGroup(
  db: Database,
  scope: Scope,
  groupKey: string,
  dimensions: readonly Dimension[],
): Promise<Map<Dimension, Share[]>> {
  const parts = dimensions.map(
    (by) => sql`select ${sql.lit(by)} as dimension, nullif(value, '') as value, sum(errors)::float8 as count,
        sum(page_views)::float8 as "pageViews"
      from ${errorRows(scope, { by, groupKeys: [groupKey] })} group by 2 having sum(errors) > 0`,
  )
  const { rows } = await sql<Share & { dimension: Dimension }>`with m as materialized (${errorSourceRows(scope)})
    ${sql.join(parts, sql` union all `)}`.execute(db.withoutPlugins())
  const sorted = rows.toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
  return Map.groupBy(sorted, ({ dimension }) => dimension)
}
