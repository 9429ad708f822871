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
 * SQL of counts: rows of `w`, `at`, `value` and the counts `page_views`, `page_views_with_errors`, `errors` and one per metric,
 * from the rollups and the page views m. There are several rows per group, to be summed.
 */
export function countRows(scope: Scope, { by, buckets }: Grouping, metric?: MetricName): RawBuilder<unknown> {
  const measured = metric ? [sql`(${metricColumn(metric)} is not null)::int * f.weight`] : []
  const ofPageViews = sql`select f.w, ${startOfBucket(buckets, sql`f.received_at`)}, ${dimensionValue(by)}, f.weight,
    (f.error_count > 0)::int * f.weight, f.error_count::bigint * f.weight
    ${measured.length > 0 ? sql`, ${sql.join(measured)}` : sql``} from m f`
  const counts = sql`r.page_views, r.page_views_with_errors, r.errors ${metric ? sql`, r.${sql.id(metric)}` : sql``}`
  const columns = sql`w, at, value, page_views, page_views_with_errors, errors ${metric ? sql`, measured` : sql``}`
  return sql`(${sql.join([...rollups(scope, { by, buckets }, counts), ofPageViews], sql` union all `)}) counted (${columns})`
}

/**
 * SQL of histograms: rows of `w`, `at`, `value`, the index of a metric in `names`, and a stored histogram or the buckets of
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
  const ofRollups = rollups(scope, { by, buckets }, sql.join(stored)).map(
    (rows) => sql`select r.w, r.at, r.value, h.metric, h.stored, null::text, null::text
      from (${rows}) r (w, at, value, ${sql.join(names.map((name) => sql.id(`${name}_histogram`)))})
      ${each(stored, 'bytea', sql`h (metric, stored)`)} where h.stored <> '' and ${by ? isWanted(sql`r.value`) : sql`true`}`,
  )
  const bucketColumns = names.map((name) => sql`case when ${metricColumn(name)} is not null then ${bucketOf(name)} end`)
  const value = dimensionValue(by)
  const ofPageViews = sql`select w, at, value, metric, null::bytea, array_agg(bucket::int)::text, array_agg(n)::text from (
      select f.w, ${startOfBucket(buckets, sql`f.received_at`)} as at, ${value} as value, h.metric, h.bucket, sum(f.weight) as n
      from m f ${each(bucketColumns, 'float8', sql`h (metric, bucket)`)}
      where h.bucket is not null and ${by ? isWanted(value) : sql`true`} group by 1, 2, 3, 4, 5
    ) counted group by w, at, value, metric`
  return sql.join([...ofRollups, ofPageViews], sql` union all `)
}

/** Selects from the rollups, a row per bucket and value: `w`, `at`, the value and some columns of r. */
function rollups(scope: Scope, { by, buckets }: Grouping, columns: RawBuilder<unknown>): RawBuilder<unknown>[] {
  if (scope.plan.source !== 'rollups') return []
  const { cell } = scope.plan
  const value = by ? sql`r.value` : sql`null::text`
  const isCell = by && by !== cell.dimension ? and([ofDimension(by, cell), isNoOverflow]) : ofCell(cell)
  return rollupSpans(scope, needsHours(buckets)).map(
    ({
      w,
      level,
      ...window
    }) => sql`select ${sql.lit(w)}, ${startOfBucket(buckets, sql`r.bucket_start`)}, ${value}, ${columns}
      from page_view_rollups r
      where ${and([sql`r.level = ${sql.lit(level)}`, isCell, inWindow(sql`r.bucket_start`, window)])}`,
  )
}

const isNoOverflow = sql`r.value <> ${sql.lit(overflowValue)}`

/** SQL that is true for the rows r of every value of a dimension, in either table of rollups. */
export function ofDimension(by: GroupedBy, cell: RollupCell): RawBuilder<unknown> {
  return and([sql`r.dimension = ${sql.lit(by)}`, ...ofAudience(cell)])
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

/**
 * Joins a row per expression, with its index. VALUES with several rows would be set up again for each joined row, which
 * takes five times as long as arrays; with one row it costs nothing.
 */
function each(
  expressions: RawBuilder<unknown>[],
  type: 'bytea' | 'float8',
  as: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (expressions.length === 1) return sql`cross join lateral (values (0, ${sql.join(expressions)})) ${as}`
  return sql`cross join lateral unnest(array[${sql.join(expressions.map((_, index) => sql.lit(index)))}],
    array[${sql.join(expressions)}]::${sql.raw(type)}[]) ${as}`
}

/** `bucketOf` of the histograms, in SQL. */
function bucketOf(metric: MetricName): RawBuilder<unknown> {
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
