import type { MetricName } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { Histogram } from '../rollups/histogram.ts'
import type { Database } from '../storage/database.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { countRows, type Grouping, histogramRows } from './parts.ts'
import { pageViewRows, type Scope } from './scope.ts'

/** The columns of an answer with their SQL types. A part fills its own columns; the others are null. */
const columnTypes = {
  w: 'int',
  at: 'timestamptz',
  dimension: 'text',
  value: 'text',
  pageViews: 'float8',
  previousPageViews: 'float8',
  pageViewsWithErrors: 'float8',
  errors: 'float8',
  metric: 'int',
  stored: 'bytea',
  buckets: 'text',
  counts: 'text',
}

/** A row of an answer. */
interface Row {
  part: string
  w: number | null
  at: Date | null
  dimension: string | null
  value: string | null
  pageViews: number | null
  previousPageViews: number | null
  pageViewsWithErrors: number | null
  errors: number | null
  metric: number | null
  stored: Buffer | null
  buckets: string | null
  counts: string | null
}

/** Counts of one window, time and value; `at` and `value` are null where not grouped by them. */
export interface Counts {
  /** The number of the window in its scope. */
  w: number
  at: Date | null
  value: string | null
  pageViews: number
  pageViewsWithErrors: number
  /** Occurrences. */
  errors: number
}

/** The distribution of a metric in one window, time and value; `at` and `value` are null where not grouped by them. */
export interface Distribution {
  w: number
  at: Date | null
  /** Null where not grouped by one. */
  dimension: string | null
  value: string | null
  metric: MetricName
  histogram: Histogram
}

/** A part of an answer: its SQL, and the function that reads its rows. */
export interface Part<Answer> {
  select(scope: Scope): RawBuilder<unknown>
  /** Relations that `select` reads besides m, by name. */
  tables?(scope: Scope): Record<string, RawBuilder<unknown>>
  read(rows: Row[]): Answer | Promise<Answer>
}

type Answers<Parts> = { [Name in keyof Parts]: Parts[Name] extends Part<infer Answer> ? Answer : never }

/**
 * Answers several parts by one statement, so that all of them see the same snapshot and each page view is read once. Nothing
 * is counted twice or missed while the rollups change.
 */
export async function ask<Parts extends Record<string, Part<unknown>>>(
  db: Database,
  scope: Scope,
  parts: Parts,
): Promise<Answers<Parts>> {
  const entries = Object.entries(parts)
  const tables = Object.assign({}, ...entries.map(([, part]) => part.tables?.(scope))) as Record<
    string,
    RawBuilder<unknown>
  >
  const named = Object.entries({ m: pageViewRows(scope), ...tables })
  // SQL names the columns in camelCase: renaming thousands of rows takes as long as reading them
  const { rows } =
    await sql<Row>`with ${sql.join(named.map(([name, from]) => sql`${sql.id(name)} as materialized (${from})`))}
    ${sql.join(
      entries.map(([name, part]) => sql`select ${sql.lit(name)} as part, p.* from (${part.select(scope)}) p`),
      sql` union all `,
    )}`.execute(db.withoutPlugins())
  const byPart = Map.groupBy(rows, (row) => row.part)
  const answers: [string, unknown][] = []
  for (const [name, part] of entries) answers.push([name, await part.read(byPart.get(name) ?? [])])
  return Object.fromEntries(answers) as Answers<Parts>
}

/** Returns the select list of a part: every column of an answer, null where the part has none. */
export function answerColumns(
  own: Partial<Record<keyof typeof columnTypes, RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  const names = Object.keys(columnTypes) as (keyof typeof columnTypes)[]
  return sql.join(
    names.map((name) => sql`${own[name] ?? sql`null`}::${sql.raw(columnTypes[name])} as ${sql.raw(`"${name}"`)}`),
  )
}

/** The columns that a part groups by. */
export const groupColumns = { w: sql`w`, at: sql`at`, value: sql`value` }

/** The columns of `histogramRows`. */
export const histogramColumns = {
  ...groupColumns,
  dimension: sql`dimension`,
  metric: sql`metric`,
  stored: sql`stored`,
  buckets: sql`buckets`,
  counts: sql`counts`,
}

/** Counts page views, page views with errors, and occurrences of errors. */
export function counts(grouping: Grouping): Part<Counts[]> {
  return {
    select: (scope) =>
      sql`select ${answerColumns({
        ...groupColumns,
        pageViews: sql`sum(page_views)`,
        pageViewsWithErrors: sql`sum(page_views_with_errors)`,
        errors: sql`sum(errors)`,
      })} from ${countRows(scope, grouping)} group by w, at, value having sum(page_views) > 0`,
    read: (rows) => rows as Counts[],
  }
}

/**
 * Reads the distributions of some metrics.
 *
 * @param values those of the dimension that it groups by; by default all
 */
export function distributions(
  names: readonly MetricName[],
  grouping: Grouping = {},
  values?: string[],
): Part<Distribution[]> {
  const isWanted = values && ((value: RawBuilder<unknown>) => sql`${value} = any(${values}::text[])`)
  return {
    select: (scope) => selectHistograms(histogramRows(scope, grouping, names, isWanted)),
    read: (rows) => mergeHistograms(rows, names),
  }
}

/** Selects rows of `histogramRows` as those of a part. */
export function selectHistograms(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${answerColumns(histogramColumns)}
    from (${rows}) h (w, at, dimension, value, metric, stored, buckets, counts)`
}

/** Number per turn of the event loop, about a millisecond of work. */
const rowsPerTurn = 500

/** Merges histograms in this process: the database would take four times as long. */
export async function mergeHistograms(rows: Row[], names: readonly MetricName[]): Promise<Distribution[]> {
  const merged = new Map<string, Distribution>()
  for (const [index, { w, at, dimension, value, metric, stored, buckets, counts }] of rows.entries()) {
    if (index % rowsPerTurn === rowsPerTurn - 1) await yieldToEventLoop()
    const key = `${w} ${metric} ${at?.getTime()} ${dimension} ${value}`
    let distribution = merged.get(key)
    if (!distribution) {
      const name = names[metric ?? 0] as MetricName
      distribution = { w: w ?? 0, at, dimension, value, metric: name, histogram: new Histogram() }
      merged.set(key, distribution)
    }
    if (stored) distribution.histogram.addStored(stored)
    else addEach(distribution.histogram, parseNumbers(buckets), parseNumbers(counts))
  }
  return [...merged.values()].filter(({ histogram }) => histogram.count() > 0)
}

function addEach(histogram: Histogram, buckets: number[], counts: number[]): void {
  for (const [index, bucket] of buckets.entries()) histogram.add(bucket, counts[index] as number)
}

/** Parses an array of numbers as the database writes it: {1,2}. */
export function parseNumbers(array: string | null): number[] {
  return array === null ? [] : JSON.parse(`[${array.slice(1, -1)}]`)
}
