import type { Dimension } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import { and, inWindow } from '../filters/matches.ts'
import { isSameSubmission } from '../storage/same-submission.ts'
import { dimensionValue, ofCell, ofDimensions } from './parts.ts'
import { errorSourceRows, rollupSpans, type Scope } from './scope.ts'
import { needsHours, startOfBucket, type TimeBuckets } from './time-buckets.ts'

/** The grouping of occurrences, besides their error group, and the groups that are wanted of the rollups. */
export interface ErrorGrouping {
  by?: Dimension | undefined
  buckets?: TimeBuckets | undefined
  groupKeys?: string[] | undefined
}

/**
 * SQL of the occurrences m that are read one by one: the columns of `errorSourceRows`, once for each error group of a page view
 * or report, with its `group_key` and `count`.
 */
export function occurrenceRows(scope: Scope, groupKeys?: string[]): RawBuilder<unknown> {
  const rows = sql`select f.*, e.group_key, e.count from (${errorSourceRows(scope)}) f`
  const ofGroups = isWanted(sql`e.group_key`, groupKeys)
  if (scope.plan.source === 'errors') {
    // many of the errors in the window are wanted: all of them are read, in the order of time
    const isRead = and([ofGroups, inWindow(sql`e.received_at`, scope.filter.window)])
    return sql`${rows} join (select e.shard, e.debug_data_id, e.group_key, sum(e.count) as count from errors e where ${isRead}
      group by e.shard, e.debug_data_id, e.group_key) e on ${isSameSubmission('e', 'f')} where f.error_count > 0`
  }
  return sql`${rows} cross join lateral (select e.group_key, sum(e.count) as count from errors e
      where ${isSameSubmission('e', 'f')} and ${ofGroups} group by e.shard, e.group_key) e
    where f.error_count > 0`
}

/**
 * SQL of error counts: rows of `shard`, `w`, `at`, `group_key`, `value`, `errors` (occurrences) and `page_views`, from the error rollups
 * and the occurrences m (`occurrenceRows`). There are several rows per group, to be summed.
 */
export function errorRows(scope: Scope, grouping: ErrorGrouping): RawBuilder<unknown> {
  return sql`(${sql.join([...rollups(scope, grouping), ofOccurrences(grouping)], sql` union all `)})
    counted (shard, w, at, group_key, value, errors, page_views)`
}

function ofOccurrences({ by, buckets }: ErrorGrouping): RawBuilder<unknown> {
  return sql`select f.shard, f.w, ${startOfBucket(buckets, sql`f.received_at`)}, f.group_key, ${dimensionValue(by)},
      f.count * f.weight, (not f.is_report)::int * f.weight from m f`
}

function rollups(scope: Scope, { by, buckets, groupKeys }: ErrorGrouping): RawBuilder<unknown>[] {
  if (scope.plan.source !== 'rollups') return []
  const { cell } = scope.plan
  const isCell = by ? ofDimensions([by], cell) : ofCell(cell)
  return rollupSpans(scope, needsHours(buckets)).map(
    ({
      w,
      level,
      ...window
    }) => sql`select r.shard, ${sql.lit(w)}, ${startOfBucket(buckets, sql`r.bucket_start`)}, r.group_key,
      ${by ? sql`r.value` : sql`null::text`}, r.errors, r.page_views from error_rollups r
      where ${and([
        sql`r.level = ${sql.lit(level)}`,
        isCell,
        isWanted(sql`r.group_key`, groupKeys),
        inWindow(sql`r.bucket_start`, window),
      ])}`,
  )
}

function isWanted(column: RawBuilder<unknown>, groupKeys: string[] | undefined): RawBuilder<unknown> {
  return groupKeys ? sql`${column} = any(${groupKeys}::text[])` : sql`true`
}
