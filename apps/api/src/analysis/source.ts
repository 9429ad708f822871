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

export function union(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `)
}
