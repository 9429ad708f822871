import type { Interval } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { FactsSource } from './facts-source.ts'
import { type Breakdown, numbersOf, type Question, select, union } from './source.ts'
import { sourcesOf } from './sources.ts'

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

/**
 * How many: page views, those that have a metric, or occurrences of errors and the page views they are in.
 *
 * @param most only so many, those of which there are most
 */
export async function askSums(
  db: Database,
  { by, values, most, ...question }: Question & Breakdown & { most?: number },
): Promise<Sum[]> {
  const isWanted = most === undefined ? sql`` : sql`order by count desc, value collate "C" limit ${most}`
  // named as they are asked for: there may be thousands of rows to rename
  const { rows } = await sql<Sum>`select at, value, count, page_views as "pageViews"
    from (${await summed(db, question, [{ by, values }])}) summed ${isWanted}`.execute(db.withoutPlugins())
  return rows
}

/** The same for each of several breakdowns, from rows that are read once. */
export async function askBreakdowns(db: Database, question: Question, breakdowns: Breakdown[]): Promise<Sum[][]> {
  const { rows } = await sql<Sum & { breakdown: number }>`select breakdown, at, value, count, page_views as "pageViews"
    from (${await summed(db, question, breakdowns)}) summed`.execute(db.withoutPlugins())
  return breakdowns.map((_, place) => rows.filter(({ breakdown }) => breakdown === place))
}

/** What was counted of a value in one time. */
export interface Point {
  /** When it begins, ISO 8601. */
  at: string
  count: number
}

/**
 * What is counted of some values in one time after the other, by value ('' is none). One row for each, and each time named
 * once: a row for each time takes longer to read than to count.
 */
export async function askSeries(
  db: Database,
  { by, values, ...question }: Question & Required<Breakdown> & { interval: Interval },
): Promise<Map<string, Point[]>> {
  const { rows } = await sql<{ value: string; times: string; counts: string }>`
    select coalesce(value, '') as value, array_agg(extract(epoch from at)::bigint * 1000)::text as times,
      array_agg(count)::text as counts
    from (${await summed(db, question, [{ by, values }])}) summed group by coalesce(value, '')`.execute(
    db.withoutPlugins(),
  )
  const names = new Map<number, string>()
  const nameOf = (time: number) => {
    const name = names.get(time) ?? new Date(time).toISOString()
    names.set(time, name)
    return name
  }
  const points = ({ times, counts }: (typeof rows)[number]): Point[] => {
    const counted = numbersOf(counts)
    return numbersOf(times)
      .map((time, place) => [time, counted[place] as number] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([time, count]) => ({ at: nameOf(time), count }))
  }
  return new Map(rows.map((row) => [row.value, points(row)]))
}

/** Rows of breakdown, at, value, count and page_views. */
async function summed(db: Database, question: Question, breakdowns: Breakdown[]): Promise<RawBuilder<unknown>> {
  const { rollups, facts } = await sourcesOf(db, question, breakdowns)
  const isOfGroup = question.group !== undefined || breakdowns.some(({ by }) => by === 'groupKey')
  const parts = [
    ...rollups.map((source) => select(source, rollupColumns(question))),
    ...facts.map((source) => select(source, sumColumns(question, source, isOfGroup))),
  ]
  return sql`select breakdown, at, value, sum(count)::float8 as count, sum(page_views)::float8 as page_views
    from (${union(parts)}) part (breakdown, at, value, count, page_views)
    group by breakdown, at, value having sum(page_views) > 0`
}

/** Page views and errors at once. */
export async function askCounts(db: Database, question: Omit<Question, 'metric' | 'group'>): Promise<Counts[]> {
  const { rollups, facts } = await sourcesOf(db, { ...question, metric: 'pageViews' }, [{}])
  const parts = [
    ...rollups.map((source) => select(source, sql`r.page_views, r.page_views_with_errors, r.errors`)),
    ...facts.map((source) =>
      select(
        source,
        sql`${source.sign}, (f.error_count > 0)::int * ${source.sign}, f.error_count::bigint * ${source.sign}`,
      ),
    ),
  ]
  const { rows } = await sql<Counts>`select at, sum(page_views)::float8 as page_views,
      sum(page_views_with_errors)::float8 as page_views_with_errors, sum(errors)::float8 as errors
    from (${union(parts)}) part (breakdown, at, value, page_views, page_views_with_errors, errors)
    group by at having sum(page_views) > 0`.execute(db)
  return rows
}

function rollupColumns({ metric }: Question): RawBuilder<unknown> {
  if (metric === 'pageViews') return sql`r.page_views, r.page_views`
  if (metric === 'errors') return sql`r.errors, r.page_views_with_errors`
  return sql`r.${sql.id(metric)}, r.${sql.id(metric)}`
}

function sumColumns({ metric }: Question, { sign }: FactsSource, isOfGroup: boolean): RawBuilder<unknown> {
  if (metric !== 'errors') return sql`${sign}, ${sign}`
  return sql`${isOfGroup ? sql`e.count` : sql`f.error_count::bigint`} * ${sign}, ${sign}`
}
