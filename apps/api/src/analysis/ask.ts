import { type MetricName, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { measurement } from './conditions.ts'
import { type Histogram, scale, zeroBelow, zeroBucket } from './histogram.ts'
import { type FactsSource, type Question, type Source, sourcesOf } from './sources.ts'

/** A count of one time and value; each null where they are not told apart. */
export interface Sum {
  at: Date | null
  value: string | null
  count: number
  pageViews: number
}

export interface HistogramOf {
  at: Date | null
  value: string | null
  histogram: Histogram
}

/** How many: page views, those that have a metric, or occurrences of errors and the page views they are in. */
export async function askSums(db: Database, question: Question): Promise<Sum[]> {
  const { rollups, facts } = await sourcesOf(db, question)
  const parts = [
    ...rollups.map((source) => select(source, rollupColumns(question))),
    ...facts.map((source) => select(source, sumColumns(question, source))),
  ]
  const { rows } = await sql<Sum>`select at, value, sum(count)::float8 as count, sum(page_views)::float8 as page_views
    from (${union(parts)}) part (at, value, count, page_views)
    group by at, value having sum(page_views) > 0`.execute(db)
  return rows
}

/** How a metric is spread. */
export async function askHistograms(db: Database, question: Question & { metric: MetricName }): Promise<HistogramOf[]> {
  const { rollups, facts } = await sourcesOf(db, question)
  const [buckets, counts] = ['buckets', 'counts'].map((part) => sql`r.${sql.id(`${question.metric}_${part}`)}`)
  const parts = [
    ...rollups.map((source) =>
      select(
        { ...source, from: sql`${source.from} cross join unnest(${buckets}, ${counts}) as h (bucket, n)` },
        sql`h.*`,
      ),
    ),
    ...facts.map((source) => select(source, sql`${bucketSql(question.metric)}, ${source.sign}`)),
  ]
  const { rows } = await sql<{ at: Date | null; value: string | null; buckets: number[]; counts: number[] }>`
    select at, value, array_agg(bucket) as buckets, array_agg(n) as counts from (
      select at, value, bucket::int as bucket, sum(n)::float8 as n from (${union(parts)}) part (at, value, bucket, n)
      group by at, value, bucket having sum(n) > 0
    ) merged group by at, value`.execute(db)
  return rows.map(({ at, value, buckets, counts }) => ({
    at,
    value,
    histogram: new Map(buckets.map((bucket, index) => [bucket, counts[index] as number])),
  }))
}

function select({ from, where, at, value }: Source, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${at}, ${value}, ${columns} from ${from} where ${where}`
}

function union(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `)
}

function rollupColumns({ metric }: Question): RawBuilder<unknown> {
  if (metric === 'pageViews') return sql`r.page_views, r.page_views`
  if (metric === 'errors') return sql`r.errors, r.page_views_with_errors`
  return sql`r.${sql.id(metric)}, r.${sql.id(metric)}`
}

function sumColumns(question: Question, { sign }: FactsSource): RawBuilder<unknown> {
  return sql`${countColumn(question)} * ${sign}, ${sign}`
}

function countColumn({ metric, by, group }: Question): RawBuilder<unknown> {
  if (metric !== 'errors') return sql`1`
  return by === 'groupKey' || group !== undefined ? sql`e.count` : sql`f.error_count`
}

/** `bucketOf` in SQL. */
function bucketSql(metric: MetricName): RawBuilder<unknown> {
  const { good, poor } = metrics[metric]
  const { between, logRatio } = scale(metrics[metric])
  const value = measurement(metric)
  const [goodSql, poorSql] = [sql.lit(good), sql.lit(poor)]
  const bucket = sql`ceil(ln(${value} / ${goodSql}) / ${sql.lit(logRatio)})`
  return sql`case when ${value} <= ${sql.lit(good * zeroBelow)} then ${sql.lit(zeroBucket)}
    when ${value} <= ${goodSql} then least(${bucket}, 0)
    when ${value} <= ${poorSql} then least(greatest(${bucket}, 1), ${sql.lit(between)})
    else greatest(${bucket}, ${sql.lit(between + 1)}) end`
}
