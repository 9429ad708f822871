import { type RawBuilder, sql } from 'kysely'

/**
 * SQL to compare a number with a list: `id = ${anyOf(ids)}`. The list is one parameter, so that the statement is the same
 * for any length.
 */
export function anyOf(ids: readonly number[]): RawBuilder<number> {
  return sql<number>`any(${ids}::integer[])`
}
