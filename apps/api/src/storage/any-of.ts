import { type RawBuilder, sql } from 'kysely'

/** SQL that a number equals if it is one of some: one parameter, however many there are, so that statements stay the same. */
export function anyOf(ids: readonly number[]): RawBuilder<number> {
  return sql<number>`any(${ids}::integer[])`
}
