import type { Dimension } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { ErrorsTable } from './errors.ts'

/** An error of a group, and what its page view has of each dimension. */
export interface Occurrence
  extends Pick<ErrorsTable, 'debugDataId' | 'ordinal' | 'count' | 'pageViewId'>,
    Record<Dimension, string | null> {}

/** What is asked of an error e, and of the facts f it is in. */
export interface AskedOfOccurrences {
  ofError: RawBuilder<boolean>
  ofFacts: RawBuilder<boolean>
}

/**
 * What is gone through from the newest on: the errors of the group, the facts of each looked up; or the facts that match
 * and have errors, the errors of each looked up.
 */
export type BeginWith = 'errors' | 'facts'

/** So many are gone through: an error that hardly any of those that match have would else be sought among all. */
const mostGoneThrough = 20_000

/**
 * The latest errors of a group in the submissions that count, newest first.
 *
 * @param limit undefined: all that are found
 */
export async function latestOccurrences(
  db: Database,
  groupKey: string,
  asked: AskedOfOccurrences,
  { beginWith, limit }: { beginWith: BeginWith; limit: number | undefined },
): Promise<Occurrence[]> {
  const from = beginWith === 'errors' ? fromErrors(groupKey, asked) : fromFacts(groupKey, asked)
  const { rows } = await sql<Occurrence>`select e.debug_data_id, e.ordinal, e.count, e.page_view_id,
      f.browser_name as browser, f.os_name as os, f.device, f.host, f.path
    from ${from} order by e.received_at desc, e.debug_data_id desc, e.ordinal limit ${limit ?? null}::int`.execute(db)
  return rows
}

// `offset 0` keeps the planner from joining in another way than row by row: it takes the columns of a key for independent and
// expects to find next to nothing

function fromErrors(groupKey: string, { ofError, ofFacts }: AskedOfOccurrences): RawBuilder<unknown> {
  return sql`(select * from errors e where e.group_key = ${groupKey} and ${ofError}
      order by e.received_at desc limit ${mostGoneThrough}) e
    cross join lateral (select * from facts f where f.page_view_id = e.page_view_id and f.debug_data_id = e.debug_data_id
      and f.received_at = e.received_at and f.is_current and ${ofFacts} offset 0) f`
}

function fromFacts(groupKey: string, { ofFacts }: AskedOfOccurrences): RawBuilder<unknown> {
  return sql`(select * from facts f where f.is_current and f.error_count > 0 and ${ofFacts}
      order by f.received_at desc limit ${mostGoneThrough}) f
    cross join lateral (select * from errors e where e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id
      and e.group_key = ${groupKey} offset 0) e`
}

/** The raw text of errors, by the number of its row. */
export async function rawErrors(db: Database, ids: number[]): Promise<Map<number, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('debugData')
    .select(['id', 'errors'])
    .where('id', '=', sql<number>`any(${ids}::integer[])`)
    .execute()
  return new Map(rows.map(({ id, errors }) => [id, errors]))
}
