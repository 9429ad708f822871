import { type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { measurement } from './conditions.ts'
import { type Histogram, scale, zeroBelow, zeroBucket } from './histogram.ts'
import { type Breakdown, type FactsSource, type Question, type Source, sourcesOf } from './sources.ts'

/** A count of one time and value; each null where they are not told apart. */
export interface Sum {
  at: Date | null
  value: string | null
  count: number
  pageViews: number
}

/** How many page views there were, those of them that had errors, and occurrences of errors, in one time. */
export interface Counts {
  at: Date | null
  pageViews: number
  pageViewsWithErrors: number
  errors: number
}

export interface HistogramOf {
  at: Date | null
  value: string | null
  histogram: Histogram
}

/** How many: page views, those that have a metric, or occurrences of errors and the page views they are in. */
export async function askSums(db: Database, { by, values, ...question }: Question & Breakdown): Promise<Sum[]> {
  const [sums = []] = await askBreakdowns(db, question, [{ by, values }])
  return sums
}

/** The same for each of several breakdowns, from rows that are read once. */
export async function askBreakdowns(db: Database, question: Question, breakdowns: Breakdown[]): Promise<Sum[][]> {
  const { rollups, facts } = await sourcesOf(db, question, breakdowns)
  const isOfGroup = question.group !== undefined || breakdowns.some(({ by }) => by === 'groupKey')
  const parts = [
    ...rollups.map((source) => select(source, rollupColumns(question))),
    ...facts.map((source) => select(source, sumColumns(question, source, isOfGroup))),
  ]
  const { rows } = await sql<Sum & { breakdown: number }>`select breakdown, at, value, sum(count)::float8 as count,
      sum(page_views)::float8 as page_views
    from (${union(parts)}) part (breakdown, at, value, count, page_views)
    group by breakdown, at, value having sum(page_views) > 0`.execute(db)
  return breakdowns.map((_, place) => rows.filter(({ breakdown }) => breakdown === place))
}

/** Page views and errors at once. */
export async function askCounts(db: Database, question: Omit<Question, 'metric' | 'group'>): Promise<Counts[]> {
  const { rollups, facts } = await sourcesOf(db, { ...question, metric: 'pageViews' }, [{}])
  const parts = [
    ...rollups.map((source) => select(source, sql`r.page_views, r.page_views_with_errors, r.errors`)),
    ...facts.map((source) =>
      select(source, sql`${source.sign}, (f.error_count > 0)::int * ${source.sign}, f.error_count * ${source.sign}`),
    ),
  ]
  const { rows } = await sql<Counts>`select at, sum(page_views)::float8 as page_views,
      sum(page_views_with_errors)::float8 as page_views_with_errors, sum(errors)::float8 as errors
    from (${union(parts)}) part (breakdown, at, value, page_views, page_views_with_errors, errors)
    group by at having sum(page_views) > 0`.execute(db)
  return rows
}

/** How a metric is spread. */
export async function askHistograms(
  db: Database,
  { by, values, ...question }: Question & Breakdown & { metric: MetricName },
): Promise<HistogramOf[]> {
  const { rollups, facts } = await sourcesOf(db, question, [{ by, values }])
  const parts = [
    ...rollups.map((source) =>
      select(withBuckets(source, sql`select ${bucketsOf(question.metric)}`), sql`h.bucket, h.n`),
    ),
    ...facts.map((source) => select(source, sql`${bucketSql(question.metric)}, ${source.sign}`)),
  ]
  const { rows } = await sql<{ at: Date | null; value: string | null; buckets: number[]; counts: number[] }>`
    select at, value, array_agg(bucket) as buckets, array_agg(n) as counts from (
      select at, value, bucket::int as bucket, sum(n)::float8 as n
      from (${union(parts)}) part (breakdown, at, value, bucket, n)
      group by at, value, bucket having sum(n) > 0
    ) merged group by at, value`.execute(db)
  return rows.map(({ at, value, ...merged }) => ({ at, value, histogram: histogramOf(merged) }))
}

/** How every metric is spread, from rows that are read once. */
export async function askAllHistograms(
  db: Database,
  question: Pick<Question, 'conditions'>,
): Promise<Map<MetricName, Histogram>> {
  const { rollups, facts } = await sourcesOf(db, { ...question, metric: 'pageViews' }, [{}])
  const ofRollups = metricNames.map((name, place) => sql`select ${sql.lit(place)} as metric, ${bucketsOf(name)}`)
  const ofFacts = metricNames.map(
    (name, place) => sql`(${sql.lit(place)}, case when ${measurement(name)} is not null then ${bucketSql(name)} end)`,
  )
  const parts = [
    ...rollups.map((source) =>
      select(withBuckets(source, sql.join(ofRollups, sql` union all `)), sql`h.metric, h.bucket, h.n`),
    ),
    ...facts.map((source) =>
      select(
        { ...source, from: sql`${source.from} cross join lateral (values ${sql.join(ofFacts)}) h (metric, bucket)` },
        sql`h.metric, h.bucket, ${source.sign}`,
      ),
    ),
  ]
  const { rows } = await sql<{ metric: number; buckets: number[]; counts: number[] }>`
    select metric, array_agg(bucket) as buckets, array_agg(n) as counts from (
      select metric, bucket::int as bucket, sum(n)::float8 as n
      from (${union(parts)}) part (breakdown, at, value, metric, bucket, n)
      where bucket is not null group by metric, bucket having sum(n) > 0
    ) merged group by metric`.execute(db)
  return new Map(rows.map(({ metric, ...merged }) => [metricNames[metric] as MetricName, histogramOf(merged)]))
}

function select({ from, where, breakdown, at, value }: Source, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${breakdown}, ${at}, ${value}, ${columns} from ${from} where ${where}`
}

function union(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `)
}

function rollupColumns({ metric }: Question): RawBuilder<unknown> {
  if (metric === 'pageViews') return sql`r.page_views, r.page_views`
  if (metric === 'errors') return sql`r.errors, r.page_views_with_errors`
  return sql`r.${sql.id(metric)}, r.${sql.id(metric)}`
}

function sumColumns({ metric }: Question, { sign }: FactsSource, isOfGroup: boolean): RawBuilder<unknown> {
  if (metric !== 'errors') return sql`${sign}, ${sign}`
  return sql`${isOfGroup ? sql`e.count` : sql`f.error_count`} * ${sign}, ${sign}`
}

/** The buckets of a metric in a row of rollups: `bucket, n`. */
function bucketsOf(metric: MetricName): RawBuilder<unknown> {
  return sql`u.bucket, u.n from unnest(r.${sql.id(`${metric}_buckets`)}, r.${sql.id(`${metric}_counts`)}) u (bucket, n)`
}

function withBuckets(source: Source, buckets: RawBuilder<unknown>): Source {
  return { ...source, from: sql`${source.from} cross join lateral (${buckets}) h` }
}

function histogramOf({ buckets, counts }: { buckets: number[]; counts: number[] }): Histogram {
  return new Map(buckets.map((bucket, index) => [bucket, counts[index] as number]))
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
