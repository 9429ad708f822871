import { dimensionInfo, type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { and, inWindow, metricColumn } from '../filters/matches.ts'
import { zeroBucket } from '../rollups/histogram.ts'
import { scale, zeroBelow } from '../rollups/histogram-scale.ts'
import { buildSql, type GroupedBy, overflowValue } from '../storage/tables/page-view-rollups.ts'
import type { RollupCell } from './plan.ts'
import { rollupSpans, type Scope } from './scope.ts'
import { needsHours, startOfBucket, type TimeBuckets } from './time-buckets.ts'

/** The grouping of a part of an answer, besides its window. */
export interface Grouping {
  by?: GroupedBy | undefined
  buckets?: TimeBuckets | undefined
}

/**
 * SQL of counts: rows of `w`, `at`, `value` and the counts `page_views`, `page_views_with_errors` and `errors`, from the rollups and
 * the page views m. There are several rows per group, to be summed.
 */
export function countRows(scope: Scope, { by, buckets }: Grouping): RawBuilder<unknown> {
  const ofPageViews = sql`select f.w, ${startOfBucket(buckets, sql`f.received_at`)}, ${dimensionValue(by)}, f.weight,
    (f.error_count > f.noise_count)::int * f.weight, (f.error_count - f.noise_count)::bigint * f.weight from m f`
  const columns = sql`r.page_views, r.page_views_with_errors, r.errors`
  // sums of each shard: a cluster returns one row of a group instead of all of its rows
  const ofRollups = rollupRows(scope, { by: by && [by], buckets }, columns).map(
    (rows) => sql`select r.w, r.at, r.value, sum(r.page_views)::bigint, sum(r.page_views_with_errors)::bigint,
      sum(r.errors)::bigint from ${rows} group by r.w, r.at, r.value`,
  )
  return sql`(${sql.join([...ofRollups, ofPageViews], sql` union all `)})
    counted (w, at, value, page_views, page_views_with_errors, errors)`
}

/**
 * SQL of histograms: rows of `w`, `at`, `dimension`, `value`, the index of a metric in `names`, and a stored histogram or the buckets of
 * page views with their counts, both as text of arrays.
 *
 * @param isWanted SQL condition on the values that it is grouped by
 */
export function histogramRows(
  scope: Scope,
  { by, buckets }: Grouping,
  names: readonly MetricName[] = metricNames,
  isWanted: (value: RawBuilder<unknown>) => RawBuilder<unknown> = () => sql`true`,
): RawBuilder<unknown> {
  const stored = names.map((name) => sql`r.${sql.id(`${name}_histogram`)}`)
  const isWantedCell = by && isWanted(sql`r.value`)
  const grouping = { by: by && [by], buckets }
  const ofRollups = rollupRows(scope, grouping, each(stored, 'bytea', 'stored'), isWantedCell).map(
    (rows) => sql`select r.w, r.at, r.dimension, r.value, r.metric, r.stored, null::text, null::text from ${rows}
      where r.stored <> ''`,
  )
  const bucketColumns = names.map((name) => sql`case when ${metricColumn(name)} is not null then ${bucketOf(name)} end`)
  const value = dimensionValue(by)
  const dimension = sql`${by ? sql.lit(by) : null}::text`
  const ofPageViews = sql`select w, at, ${dimension}, value, metric, null::bytea, array_agg(bucket::int)::text, array_agg(n)::text from (
      select w, at, value, metric, bucket, sum(weight) as n from (
        select f.w, ${startOfBucket(buckets, sql`f.received_at`)} as at, ${value} as value, f.weight,
          ${each(bucketColumns, 'float8', 'bucket')} from m f where ${by ? isWanted(value) : sql`true`}
      ) measured where bucket is not null group by 1, 2, 3, 4, 5
    ) counted group by w, at, value, metric`
  return sql.join([...ofRollups, ofPageViews], sql` union all `)
}

/**
 * SQL of the rollups r: `shard`, `w`, `at`, `dimension`, `value` and other columns; none if the plan reads none. With the shard among
 * its columns a cluster reads it in one step, and without each span by itself.
 *
 * @param grouping its dimensions and buckets of time; all page views together if it has no dimension
 */
export function rollupRows(
  scope: Scope,
  { by, buckets }: { by?: readonly GroupedBy[] | undefined; buckets?: TimeBuckets | undefined },
  columns: RawBuilder<unknown>,
  isWanted: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown>[] {
  if (scope.plan.source !== 'rollups') return []
  const { cell } = scope.plan
  const value = by ? sql`r.dimension, r.value` : sql`null::text as dimension, null::text`
  const isCell =
    by && !by.some((name) => name === cell.dimension) ? and([ofDimensions(by, cell), isNoOverflow]) : ofCell(cell)
  const spans = rollupSpans(scope, needsHours(buckets)).map(({ w, level, ...window }) => {
    const isInSpan = and([sql`r.level = ${sql.lit(level)}`, isCell, isWanted, inWindow(sql`r.bucket_start`, window)])
    return sql`select r.shard, ${sql.lit(w)} as w, ${startOfBucket(buckets, sql`r.bucket_start`)} as at,
      ${value} as value, ${columns} from page_view_rollups r where ${isInSpan}`
  })
  return spans.length > 0 ? [sql`(${sql.join(spans, sql` union all `)}) r`] : []
}

const isNoOverflow = sql`r.value <> ${sql.lit(overflowValue)}`

/** SQL that is true for the rows r of every value of some dimensions, in either table of rollups. */
export function ofDimensions(names: readonly GroupedBy[], cell: RollupCell): RawBuilder<unknown> {
  return and([sql`r.dimension in (${sql.join(names.map((name) => sql.lit(name)))})`, ...ofAudience(cell)])
}

/** SQL that is true for the rows r of a cell, in either table of rollups. */
export function ofCell(cell: RollupCell): RawBuilder<unknown> {
  const { dimension, values } = cell
  const isValue = values.length === 1 ? sql`r.value = ${values[0]}` : sql`r.value = any(${values}::text[])`
  return and([sql`r.dimension = ${sql.lit(dimension)}`, isValue, ...ofAudience(cell)])
}

function ofAudience({ isBot, isOwn }: RollupCell): RawBuilder<unknown>[] {
  return [
    ...(isBot === undefined ? [] : [isBot ? sql`r.is_bot` : sql`not r.is_bot`]),
    ...(isOwn === undefined ? [] : [isOwn ? sql`r.is_own` : sql`not r.is_own`]),
  ]
}

/** The value of a page view f; '' where it has none. */
export function dimensionValue(by: GroupedBy | undefined): RawBuilder<unknown> {
  if (by === 'build') return sql.raw(buildSql)
  return by ? sql`coalesce(f.${sql.raw(dimensionInfo[by].column)}, '')` : sql`null::text`
}

/** Selects a row per expression: its index as `metric`, and its value. A cluster refuses a lateral join of the same. */
function each(expressions: RawBuilder<unknown>[], type: 'bytea' | 'float8', name: string): RawBuilder<unknown> {
  if (expressions.length === 1) return sql`0 as metric, ${sql.join(expressions)} as ${sql.id(name)}`
  const indexes = sql.join(expressions.map((_, index) => sql.lit(index)))
  return sql`unnest(array[${indexes}]) as metric,
    unnest(array[${sql.join(expressions)}]::${sql.raw(type)}[]) as ${sql.id(name)}`
}

/** `bucketOf` of the histograms, in SQL. */
export function bucketOf(metric: MetricName): RawBuilder<unknown> {
  const { good, poor } = metrics[metric]
  const { between, logRatio } = scale(metrics[metric])
  const value = metricColumn(metric)
  const [goodSql, poorSql] = [sql.lit(good), sql.lit(poor)]
  const bucket = sql`ceil(ln(${value}::float8 / ${goodSql}) / ${sql.lit(logRatio)})`
  return sql`case when ${value} <= ${sql.lit(good * zeroBelow)} then ${sql.lit(zeroBucket)}
    when ${value} <= ${goodSql} then least(${bucket}, 0)
    when ${value} <= ${poorSql} then least(greatest(${bucket}, 1), ${sql.lit(between)})
    else greatest(${bucket}, ${sql.lit(between + 1)}) end`
}
