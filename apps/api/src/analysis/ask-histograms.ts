import { type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { ownTurn } from '../own-turn.ts'
import type { Database } from '../storage/database.ts'
import { Histogram, zeroBucket } from '../storage/tables/histogram.ts'
import { measurement } from './conditions.ts'
import type { FactsSource } from './facts-source.ts'
import { countOf, scale, zeroBelow } from './histogram.ts'
import { type Breakdown, numbered, numbersOf, type Question, type Source, select, union } from './source.ts'
import { sourcesOf } from './sources.ts'

/** How a metric is spread in one time and value; each null where they are not told apart. */
export interface HistogramOf {
  at: Date | null
  value: string | null
  histogram: Histogram
}

/** How a metric is spread. */
export async function askHistograms(
  db: Database,
  { by, values, ...question }: Question & Breakdown & { metric: MetricName },
): Promise<HistogramOf[]> {
  return ask(db, question, { by, values }, [question.metric])
}

/** How every metric is spread, from rows that are read once. */
export async function askAllHistograms(
  db: Database,
  question: Pick<Question, 'conditions'>,
): Promise<Map<MetricName, Histogram>> {
  const asked = await ask(db, { ...question, metric: 'pageViews' }, {}, metricNames)
  return new Map(asked.map(({ metric, histogram }) => [metric, histogram]))
}

/** A histogram as rollups store it, or the buckets of facts with what is in them, as text of arrays. */
interface Part {
  at: Date | null
  value: string | null
  metric: number
  stored: Buffer | null
  buckets: string | null
  counts: string | null
}

/** About a millisecond's work. */
const rowsPerTurn = 500

/**
 * Histograms are merged here: told apart bucket by bucket, grouped and put together again by the database, they took four
 * times as long.
 */
async function ask(db: Database, question: Question, breakdown: Breakdown, names: readonly MetricName[]) {
  const { rollups, facts } = await sourcesOf(db, question, [breakdown])
  const parts = [...rollups.map((source) => ofRollups(source, names)), ...facts.map((source) => ofFacts(source, names))]
  // renaming what needs no other name takes as long as reading it
  const { rows } = await sql<Part>`select at, value, metric, stored, buckets, counts
    from (${union(parts)}) part (breakdown, at, value, metric, stored, buckets, counts)`.execute(db.withoutPlugins())

  const merged = new Map<string, HistogramOf & { metric: MetricName }>()
  for (const [index, { at, value, metric, stored, buckets, counts }] of rows.entries()) {
    if (index % rowsPerTurn === rowsPerTurn - 1) await ownTurn()
    const key = `${metric} ${at?.getTime()} ${value === null ? '' : `=${value}`}`
    let of = merged.get(key)
    if (!of) {
      of = { at, value, metric: names[metric] as MetricName, histogram: new Histogram() }
      merged.set(key, of)
    }
    if (stored) of.histogram.addStored(stored)
    else addEach(of.histogram, numbersOf(buckets), numbersOf(counts))
  }
  return [...merged.values()].filter(({ histogram }) => countOf(histogram) !== 0)
}

function addEach(histogram: Histogram, buckets: number[], counts: number[]): void {
  for (const [place, bucket] of buckets.entries()) histogram.add(bucket, counts[place] as number)
}

function ofRollups(source: Source, names: readonly MetricName[]): RawBuilder<unknown> {
  const histograms = names.map((name) => sql`r.${sql.id(`${name}_histogram`)}`)
  const each = { ...source, from: sql`${source.from} ${numbered(histograms, 'bytea', sql`h (metric, stored)`)}` }
  return select(
    { ...each, where: sql`${each.where} and h.stored <> ''` },
    sql`h.metric, h.stored, null::text, null::text`,
  )
}

function ofFacts({ sign, ...source }: FactsSource, names: readonly MetricName[]): RawBuilder<unknown> {
  const buckets = names.map((name) => sql`case when ${measurement(name)} is not null then ${bucketSql(name)} end`)
  const each = { ...source, from: sql`${source.from} ${numbered(buckets, 'float8', sql`h (metric, bucket)`)}` }
  const measured = select(each, sql`h.metric, h.bucket, ${sign}`)
  return sql`select breakdown, at, value, metric, null::bytea, array_agg(bucket::int)::text, array_agg(n)::text from (
      select breakdown, at, value, metric, bucket, sum(n) as n
      from (${measured}) measured (breakdown, at, value, metric, bucket, n)
      where bucket is not null group by breakdown, at, value, metric, bucket
    ) counted group by breakdown, at, value, metric`
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
