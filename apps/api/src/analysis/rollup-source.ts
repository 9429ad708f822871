import { type RawBuilder, sql } from 'kysely'
import {
  type KeptDimension,
  lateGroup,
  otherValue,
  type RollupDimension,
  type RollupLevel,
  rollupDimensions,
} from '../storage/tables/rollups.ts'
import { all, inSpan } from './conditions.ts'
import { at, type PlacedBreakdown, type Question, type Source } from './source.ts'
import type { Span } from './split-window.ts'

/** The dimension of which page views have one of some values. */
export interface Filter {
  dimension: RollupDimension
  values: string[]
}

/** Rows of rollups r. */
export function ofRollups(
  { interval }: Question,
  breakdown: PlacedBreakdown,
  filter: Filter | undefined,
  { level, span }: { level: RollupLevel; span: Span },
): Source[] {
  return cellsOf(breakdown, filter).map((cell) => ({
    from: sql`rollups r`,
    where: all([sql`r.level = ${level}`, cell.where, inSpan(sql`r.bucket_start`, span)]),
    breakdown: sql.lit(breakdown.place),
    at: at(interval, sql`r.bucket_start`),
    value: cell.value,
  }))
}

/** In which rows of the rollups the answer is, and in which column of them is what is told apart. */
interface Cell {
  where: RawBuilder<unknown>
  value: RawBuilder<unknown>
}

function cellsOf(breakdown: PlacedBreakdown, filter: Filter | undefined): Cell[] {
  const cell = cellOf(breakdown, filter)
  if (breakdown.by !== 'groupKey' || filter) return [cell]
  return [cell, { where: ofAll(lateGroup, breakdown), value: sql`r.value` }]
}

function ofAll(dimension: KeptDimension, breakdown: PlacedBreakdown): RawBuilder<unknown> {
  return sql`r.dimension = ${dimension} and r.dimension2 = '' and ${wanted(sql`r.value`, breakdown)}`
}

function wanted(column: RawBuilder<unknown>, { values }: PlacedBreakdown): RawBuilder<unknown> {
  return values ? sql`${column} = any(${values.map((value) => value ?? '')}::text[])` : sql`${column} <> ${otherValue}`
}

function cellOf(breakdown: PlacedBreakdown, filter: Filter | undefined): Cell {
  const { by } = breakdown
  if (by === undefined || by === filter?.dimension) {
    const { dimension = '', values = [''] } = filter ?? {}
    return {
      where: sql`r.dimension = ${dimension} and r.dimension2 = '' and ${isAnyOf(sql`r.value`, values)}`,
      value: by === undefined ? sql`null::text` : sql`nullif(r.value, '')`,
    }
  }
  if (!filter) return { where: ofAll(by, breakdown), value: sql`nullif(r.value, '')` }
  const isFirst = rollupDimensions.indexOf(by) < rollupDimensions.indexOf(filter.dimension)
  const [first, second] = isFirst ? [by, filter.dimension] : [filter.dimension, by]
  const [own, others] = isFirst ? [sql`r.value`, sql`r.value2`] : [sql`r.value2`, sql`r.value`]
  return {
    where: sql`r.dimension = ${first} and r.dimension2 = ${second} and ${isAnyOf(others, filter.values)} and ${wanted(own, breakdown)}`,
    value: sql`nullif(${own}, '')`,
  }
}

/** With one value the rows are those of one key of the index. */
function isAnyOf(column: RawBuilder<unknown>, values: string[]): RawBuilder<unknown> {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${values}::text[])`
}
