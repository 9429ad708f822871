import { type RawBuilder, sql } from 'kysely'

/** The column with a submission's number, by the alias that SQL gives a table that grows. */
const numberColumns = {
  d: 'id',
  e: 'debug_data_id',
  f: 'debug_data_id',
  q: 'debug_data_id',
  s: 'debug_data_id',
} as const

type Alias = keyof typeof numberColumns

/** SQL of what names a submission in every table that grows: its shard, and its number. */
export function submissionKey(alias: Alias): RawBuilder<unknown> {
  return sql.raw(`${alias}.shard, ${alias}.${numberColumns[alias]}`)
}

/**
 * SQL that is true for rows of the same submission in two tables that grow. It compares their shard too: only then a cluster
 * joins the tables where their rows are.
 */
export function isSameSubmission(one: Alias, other: Alias): RawBuilder<boolean> {
  return sql.raw(`${one}.shard = ${other}.shard and ${one}.${numberColumns[one]} = ${other}.${numberColumns[other]}`)
}
