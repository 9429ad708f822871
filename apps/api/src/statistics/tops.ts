import { type Dimension, dimensionInfo, type MetricName } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { metricColumn } from '../filters/matches.ts'
import { answerColumns, type Distribution, mergeHistograms, type Part, selectHistograms } from './ask.ts'
import { bucketOf, rollupRows } from './parts.ts'
import type { Scope } from './scope.ts'

/** A frequent value: its count in the first window, and in the second. */
export interface Top {
  value: string | null
  current: number
  previous: number
}

/** Finds for each of some dimensions the values with most page views in the first window. */
export function tops<Name extends Dimension>(names: readonly Name[], limit: number): Part<Record<Name, Top[]>> {
  const sums = (w: RawBuilder<unknown>, count: RawBuilder<unknown>) =>
    sql`sum(${count}) filter (where ${w} = 0), sum(${count}) filter (where ${w} = 1)`
  const countRows = (scope: Scope) =>
    sql.join(
      [
        ...rollupRows(scope, { by: names }, sql`r.page_views`).map(
          (rows) => sql`select r.dimension, r.value, ${sums(sql`r.w`, sql`r.page_views`)} from ${rows}
            group by r.dimension, r.value`,
        ),
        sql`select ${eachDimension(names)}, ${sums(sql`f.w`, sql`f.weight`)} from m f ${byEachDimension(names)}`,
      ],
      sql` union all `,
    )
  return {
    select: (scope) => sql`select ${answerColumns({
      dimension: sql`dimension`,
      value: sql`value`,
      pageViews: sql`current`,
      previousPageViews: sql`previous`,
    })} from (select *, row_number() over (partition by dimension order by current desc, value) as rank from (
        select dimension, nullif(value, '') as value, coalesce(sum(current), 0) as current, coalesce(sum(previous), 0) as previous
        from (${countRows(scope)}) counted (dimension, value, current, previous) group by 1, 2
      ) summed where current > 0) ranked where rank <= ${sql.lit(limit)} order by rank`,
    read: (rows) =>
      byDimension(names, rows, ({ value, pageViews, previousPageViews }) => ({
        value,
        current: pageViews ?? 0,
        previous: previousPageViews ?? 0,
      })),
  }
}

/** Reads for each of some dimensions the distributions of a metric for the values with most measurements in the first window. */
export function distributionsOfTops<Name extends Dimension>(
  metric: MetricName,
  names: readonly Name[],
  limit: number,
): Part<Record<Name, Distribution[]>> {
  const [buckets, topValues] = [sql.id(`${metric}_buckets`), sql.id(`${metric}_top_values`)]
  const ofTops = (dimension: RawBuilder<unknown>) => sql`select value from ${topValues} where dimension = ${dimension}`
  return {
    tables: (scope) => ({
      [`${metric}_buckets`]: sql`select ${eachDimension(names)}, f.w, f.bucket, sum(f.weight) as n
        from (select f.*, ${bucketOf(metric)} as bucket from m f where ${metricColumn(metric)} is not null) f
        ${byEachDimension(names, [sql`f.w`, sql`f.bucket`])}`,
      [`${metric}_top_values`]: sql`select dimension, value from (
        select dimension, value, row_number() over (partition by dimension order by sum(n) desc, value) as rank
        from (${sql.join(
          [
            sql`select dimension, value, n from ${buckets} where w = 0`,
            ...rollupRows(scope, { by: names }, sql`r.${sql.id(metric)}`).map(
              (rows) => sql`select r.dimension, r.value, sum(r.${sql.id(metric)}) from ${rows} where r.w = 0
                group by r.dimension, r.value`,
            ),
          ],
          sql` union all `,
        )}) measured group by dimension, value having sum(n) > 0) ranked where rank <= ${sql.lit(limit)}`,
    }),
    select: (scope) => {
      const stored = sql`r.${sql.id(`${metric}_histogram`)} as stored`
      // a condition on one dimension's values lets the database read them by an index
      const ofRollups = names.flatMap((name) =>
        rollupRows(scope, { by: [name] }, stored, sql`r.value = any(array(${ofTops(sql.lit(name))}))`).map(
          (
            rows,
          ) => sql`select r.w, null::timestamptz, r.dimension, r.value, 0, r.stored, null::text, null::text from ${rows}
            where r.stored <> ''`,
        ),
      )
      const ofPageViews = sql`select w, null::timestamptz, dimension, value, 0, null::bytea, array_agg(bucket::int)::text, array_agg(n)::text
        from ${buckets} where (dimension, value) in (select dimension, value from ${topValues}) group by w, dimension, value`
      return selectHistograms(sql.join([...ofRollups, ofPageViews], sql` union all `))
    },
    read: async (rows) =>
      byDimension(names, await mergeHistograms(rows, [metric]), (row) => ({ ...row, value: row.value || null })),
  }
}

function byDimension<Name extends Dimension, Row extends { dimension: string | null }, Item>(
  names: readonly Name[],
  rows: Row[],
  toItem: (row: Row) => Item,
): Record<Name, Item[]> {
  const ofOne = (name: Name) => rows.filter(({ dimension }) => dimension === name).map(toItem)
  return Object.fromEntries(names.map((name) => [name, ofOne(name)])) as Record<Name, Item[]>
}

/**
 * SQL that groups the page views f by each of some dimensions, in one reading of them. The empty set, whose dimension is null, is
 * there for PostgreSQL's planner: without one it sorted all rows by the first dimension.
 */
function byEachDimension(names: readonly Dimension[], others: RawBuilder<unknown>[] = []): RawBuilder<unknown> {
  const sets = names.map((name) => sql`(${sql.join([...others, column(name)])})`)
  return sql`group by grouping sets (${sql.join([sql`()`, ...sets])})`
}

/** SQL of `dimension` and `value` of a row of `byEachDimension`. */
function eachDimension(names: readonly Dimension[]): RawBuilder<unknown> {
  const isOfOne = names.map((name) => sql`when grouping(${column(name)}) = 0 then ${sql.lit(name)}`)
  return sql`case ${sql.join(isOfOne, sql` `)} end as dimension, coalesce(${sql.join(names.map(column))}, '') as value`
}

function column(name: Dimension): RawBuilder<unknown> {
  return sql.raw(`f.${dimensionInfo[name].column}`)
}
