import type { Dimension, Interval } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { RollupMetric } from '../storage/tables/rollups.ts'
import type { Conditions } from './conditions.ts'

/** What is counted, and of which page views. */
export interface Question {
  metric: RollupMetric
  conditions: Conditions
  /** Tells times apart. */
  interval?: Interval
  /** Of the errors only those of this group. */
  group?: string
}

/** What is told apart. */
export interface Breakdown {
  /** The values of a dimension. */
  by?: Dimension | 'groupKey'
  /** Only these of them. */
  values?: (string | null)[]
}

/** Rows to sum up, in SQL: where they are, and what is told apart there: the place of a breakdown, a time, a value. */
export interface Source {
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
  breakdown: RawBuilder<unknown>
  at: RawBuilder<unknown>
  value: RawBuilder<unknown>
}

/** A breakdown with its place among those that are asked for. */
export type PlacedBreakdown = Breakdown & { place: number }

/** The interval that a time lies in. */
export function at(interval: Interval | undefined, time: RawBuilder<unknown>): RawBuilder<unknown> {
  return interval ? sql`date_trunc(${sql.lit(interval)}, ${time}, 'UTC')` : sql`null::timestamptz`
}

/** What is told apart in its rows, and some columns. */
export function select(
  { from, where, breakdown, at, value }: Source,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select ${breakdown}, ${at}, ${value}, ${columns} from ${from} where ${where}`
}

/**
 * Joins a row for each of some expressions, with its number. Of several rows VALUES would be prepared anew for each row they
 * are joined to, which takes five times as long as arrays; of one it costs nothing.
 */
export function numbered(
  expressions: RawBuilder<unknown>[],
  type: 'bytea' | 'float8' | 'text',
  as: RawBuilder<unknown>,
  numbers = expressions.map((_, number) => number),
): RawBuilder<unknown> {
  if (expressions.length === 1) {
    return sql`cross join lateral (values (${sql.lit(numbers[0])}, ${sql.join(expressions)})) ${as}`
  }
  return sql`cross join lateral unnest(array[${sql.join(numbers.map((number) => sql.lit(number)))}],
    array[${sql.join(expressions)}]::${sql.raw(type)}[]) ${as}`
}

export function union(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `)
}

/** Of an array of numbers as the database writes it: {1,2}. */
export function numbersOf(array: string | null): number[] {
  return array === null ? [] : JSON.parse(`[${array.slice(1, -1)}]`)
}
