import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { FactsSource } from './facts-source.ts'
import { type Breakdown, type Question, select, union } from './source.ts'
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
  // named as they are asked for: there may be thousands of rows to rename
  const { rows } = await sql<Sum & { breakdown: number }>`select breakdown, at, value, sum(count)::float8 as count,
      sum(page_views)::float8 as "pageViews"
    from (${union(parts)}) part (breakdown, at, value, count, page_views)
    group by breakdown, at, value having sum(page_views) > 0`.execute(db.withoutPlugins())
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

function rollupColumns({ metric }: Question): RawBuilder<unknown> {
  if (metric === 'pageViews') return sql`r.page_views, r.page_views`
  if (metric === 'errors') return sql`r.errors, r.page_views_with_errors`
  return sql`r.${sql.id(metric)}, r.${sql.id(metric)}`
}

function sumColumns({ metric }: Question, { sign }: FactsSource, isOfGroup: boolean): RawBuilder<unknown> {
  if (metric !== 'errors') return sql`${sign}, ${sign}`
  return sql`${isOfGroup ? sql`e.count` : sql`f.error_count`} * ${sign}, ${sign}`
}
