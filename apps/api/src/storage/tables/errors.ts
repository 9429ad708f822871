import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows, orNow } from '../insert-rows.ts'

/** One entry of a submission's errors. Its stack stays in the raw text. */
export interface ErrorsTable {
  receivedAt: Date
  messageHash: string
  debugDataId: number
  /** Its place in the errors that were sent, from 0. */
  ordinal: number
  /** Occurrences. */
  count: number
  groupKey: string
  pageViewId: string
}

/** Errors alike, as the first of them looked, and what was decided about them. */
export interface ErrorGroupsTable {
  groupKey: string
  type: string
  name: string | null
  message: string
  source: string | null
  status: 'open' | 'resolved' | 'ignored'
  statusSince: Date | null
}

/** An error as ingest extracts it. */
export type ExtractedError = Omit<ErrorsTable, 'receivedAt' | 'debugDataId' | 'pageViewId'> &
  Omit<ErrorGroupsTable, 'status' | 'statusSince'>

export const insertErrors = insertRows<Omit<ErrorsTable, 'receivedAt'> & { receivedAt: Date | null }>({
  table: 'errors',
  expressions: { received_at: orNow },
  columns: {
    received_at: (row) => row.receivedAt,
    message_hash: (row) => row.messageHash,
    debug_data_id: (row) => row.debugDataId,
    ordinal: (row) => row.ordinal,
    count: (row) => row.count,
    group_key: (row) => row.groupKey,
    page_view_id: (row) => row.pageViewId,
  },
})

export const insertErrorGroups = insertRows<Omit<ErrorGroupsTable, 'status' | 'statusSince'>>({
  table: 'error_groups',
  columns: {
    group_key: (row) => row.groupKey,
    type: (row) => row.type,
    name: (row) => row.name,
    message: (row) => row.message,
    source: (row) => row.source,
  },
  suffix: 'on conflict do nothing',
})

/** The errors of these submissions, as far as counting them needs. */
export async function errorsOfSubmissions(db: Database, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return db
    .selectFrom('errors')
    .select(['debugDataId', 'groupKey', 'count'])
    .where('debugDataId', '=', sql<number>`any(${debugDataIds}::integer[])`)
    .execute()
}

/** A group with the first and last time any stored submission reported it. */
export interface StoredErrorGroup extends ErrorGroupsTable {
  firstSeen: Date
  lastSeen: Date
}

/** Groups by their keys, in no order. */
export async function errorGroupsByKey(db: Database, groupKeys: string[]): Promise<StoredErrorGroup[]> {
  if (groupKeys.length === 0) return []
  const { rows } =
    await sql<StoredErrorGroup>`select g.*, first.received_at as first_seen, last.received_at as last_seen
    from error_groups g
    cross join lateral (select e.received_at from errors e where e.group_key = g.group_key
      order by e.received_at limit 1) first
    cross join lateral (select e.received_at from errors e where e.group_key = g.group_key
      order by e.received_at desc limit 1) last
    where g.group_key = any(${groupKeys}::text[])`.execute(db)
  return rows
}

/** How many of some groups are open or came back, and the first of those. */
export interface UnresolvedGroups {
  open: number
  /** Of those, first seen since a time. */
  new: number
  /** Of those, resolved and seen again. */
  regressed: number
  first: Pick<ErrorGroupsTable, 'groupKey' | 'type' | 'message'>[]
}

/** The first are taken in the order of the keys. What every group looks like need not be read for it. */
export async function unresolvedGroups(
  db: Database,
  groupKeys: string[],
  { since, most }: { since: Date; most: number },
): Promise<UnresolvedGroups> {
  const { rows } = await sql<UnresolvedGroups['first'][number] & Record<'open' | 'new' | 'regressed', number>>`
    select g.group_key, g.type, g.message, (count(*) over ())::int as open,
      (count(*) filter (where state.is_regressed) over ())::int as regressed,
      (count(*) filter (where not exists (select from errors e where e.group_key = g.group_key
        and e.received_at < ${since})) over ())::int as new
    from unnest(${groupKeys}::text[]) with ordinality asked (group_key, place)
    join error_groups g on g.group_key = asked.group_key
    cross join lateral (select g.status = 'resolved' and exists (select from errors e where e.group_key = g.group_key
      and e.received_at > g.status_since) as is_regressed) state
    where g.status = 'open' or state.is_regressed order by asked.place limit ${most}`.execute(db)
  const { open = 0, new: fresh = 0, regressed = 0 } = rows[0] ?? {}
  return {
    open,
    new: fresh,
    regressed,
    first: rows.map(({ groupKey, type, message }) => ({ groupKey, type, message })),
  }
}

/** @returns whether there is such a group */
export async function setErrorGroupStatus(
  db: Database,
  groupKey: string,
  status: ErrorGroupsTable['status'],
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('errorGroups')
    .set({ status, statusSince: sql<Date>`now()` })
    .where('groupKey', '=', groupKey)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * The facts of an error e, if they match, to be joined laterally. The planner takes the two columns of the key for
 * independent, expects to find next to nothing, and would read all facts for it; `offset 0` keeps it from joining in another
 * way than row by row.
 */
export function factsOfError(matches: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`(select from facts f where f.page_view_id = e.page_view_id and f.debug_data_id = e.debug_data_id
    and f.received_at = e.received_at
    and ${matches} offset 0) f`
}
