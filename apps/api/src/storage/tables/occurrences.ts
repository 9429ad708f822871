import type { Dimension } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'

/** The errors of a group in one submission, and what its page view has of each dimension. */
export interface Occurrence extends Record<Dimension, string | null> {
  debugDataId: number
  pageViewId: string
  /** Occurrences, of all of them. */
  count: number
  /** Their places in the errors that were sent. */
  ordinals: number[]
}

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

/** Of more only so many are gone through: an error that hardly any of those that match have would else be sought among all. */
export const mostGoneThrough = 20_000

interface HowToFind {
  beginWith: BeginWith
  /** Whether those that are gone through may be more than `mostGoneThrough`. */
  areMany: boolean
  /** undefined: all that are found. */
  limit: number | undefined
}

/**
 * The latest submissions that count and have errors of a group, newest first. Where those are few among very many, not all
 * are found.
 */
export async function latestOccurrences(
  db: Database,
  groupKey: string,
  asked: AskedOfOccurrences,
  { beginWith, areMany, limit }: HowToFind,
): Promise<Occurrence[]> {
  const begin = beginWith === 'errors' ? fromErrors : fromFacts
  const { from, first, where } = begin(groupKey, asked, areMany)
  const { rows } = await sql<Occurrence>`select f.debug_data_id, f.page_view_id, g.count, g.ordinals,
      f.browser_name as browser, f.os_name as os, f.device, f.host, f.path
    from ${from} cross join lateral (select sum(e.count)::float8 as count, min(e.ordinal) as first,
        json_agg(e.ordinal order by e.ordinal) as ordinals
      from errors e where e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id
        and e.group_key = ${groupKey} having count(*) > 0) g
    where ${where} order by ${first}.received_at desc, ${first}.debug_data_id desc limit ${limit ?? null}::int`.execute(
    db,
  )
  return rows
}

/** What is gone through, and what each row of it is called. */
interface GoneThrough {
  from: RawBuilder<unknown>
  first: RawBuilder<unknown>
  where: RawBuilder<unknown>
}

/**
 * `offset 0` keeps the planner from joining in another way than row by row: it takes the columns of a key for independent and
 * expects to find next to nothing.
 */
function fromErrors(groupKey: string, { ofError, ofFacts }: AskedOfOccurrences, areMany: boolean): GoneThrough {
  const ofGroup = sql`e.group_key = ${groupKey} and ${ofError}`
  return {
    from: sql`${goneThrough('errors', ofGroup, areMany)}
      cross join lateral (select * from facts f where f.page_view_id = e.page_view_id
        and f.debug_data_id = e.debug_data_id and f.received_at = e.received_at and f.is_current and ${ofFacts} offset 0) f`,
    first: sql`e`,
    // one submission may have several
    where: sql`${ofGroup} and g.first = e.ordinal`,
  }
}

/** Not those that came after the last error of the group: it may have stopped long ago. */
function fromFacts(groupKey: string, { ofError, ofFacts }: AskedOfOccurrences, areMany: boolean): GoneThrough {
  const where = sql`f.is_current and f.error_count > 0 and ${ofFacts}
    and f.received_at <= (select max(e.received_at) from errors e where e.group_key = ${groupKey} and ${ofError})`
  return { from: goneThrough('facts', where, areMany), first: sql`f`, where }
}

/** A limit only where it is needed: the planner reads all up to one before it goes on. */
function goneThrough(table: 'facts' | 'errors', where: RawBuilder<unknown>, areMany: boolean): RawBuilder<unknown> {
  const name = sql.id(table.slice(0, 1))
  if (!areMany) return sql`${sql.id(table)} ${name}`
  return sql`(select * from ${sql.id(table)} ${name} where ${where}
    order by ${name}.received_at desc limit ${mostGoneThrough}) ${name}`
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
