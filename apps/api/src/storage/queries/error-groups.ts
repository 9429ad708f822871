import type { ErrorGroupsQuery, ErrorStatus } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { ErrorGroupsTable, ExtractedGroup } from '../tables/error-groups.ts'
import { isLater } from './releases.ts'

/** SQL that is true for the groups m that are shown as a group g. */
const isMember = sql`(m.group_key = g.group_key or m.merged_into = g.group_key)`

/** SQL of the state of a group g: a resolved one that was seen after that, or in a later release, is regressed. */
const stateOfGroup = sql<ErrorStatus>`case when g.status = 'resolved' and case
    when g.resolved_in is null then exists (
      select from error_groups m join errors e on e.group_key = m.group_key
      where ${isMember} and e.received_at > g.status_since)
    else exists (
      select from error_groups m join error_group_releases p on p.group_key = m.group_key
      where ${isMember} and ${isLater(sql`p.release`)}) end then 'regressed' else g.status end`

const unresolvedStates: ErrorStatus[] = ['open', 'regressed']

/** A group with the first and last time any stored submission reported it. */
export interface StoredErrorGroup extends ExtractedGroup {
  resolvedIn: string | null
  state: ErrorStatus
  firstSeen: Date
  lastSeen: Date
}

/** Groups by their keys, in no order. */
export async function errorGroupsByKey(db: Database, groupKeys: string[]): Promise<StoredErrorGroup[]> {
  if (groupKeys.length === 0) return []
  const { rows } =
    await sql<StoredErrorGroup>`select g.group_key, g.type, g.name, g.message, g.source, g.noise, g.resolved_in, ${stateOfGroup} as state,
      first.received_at as first_seen, last.received_at as last_seen
    from error_groups g
    cross join lateral (select min(own.received_at) as received_at from error_groups m
      cross join lateral (select e.received_at from errors e where e.group_key = m.group_key
        order by e.received_at limit 1) own where ${isMember}) first
    cross join lateral (select max(own.received_at) as received_at from error_groups m
      cross join lateral (select e.received_at from errors e where e.group_key = m.group_key
        order by e.received_at desc limit 1) own where ${isMember}) last
    where g.group_key = any(${groupKeys}::text[]) and first.received_at is not null`.execute(db)
  return rows
}

/** Describes merged groups, in the order of their keys. */
export async function describeGroups(
  db: Database,
  groupKeys: string[],
): Promise<{ groupKey: string; message: string }[]> {
  if (groupKeys.length === 0) return []
  return db
    .selectFrom('errorGroups')
    .select(['groupKey', 'message'])
    .where('groupKey', 'in', groupKeys)
    .orderBy('groupKey')
    .execute()
}

/** Selects those of some groups that have a status and a type, where they are given, in no order; and whether each is noise. */
export async function groupsOfStatus(
  db: Database,
  groupKeys: string[],
  { status, type }: Pick<ErrorGroupsQuery, 'status' | 'type'>,
): Promise<{ groupKey: string; isNoise: boolean }[]> {
  const states = status === 'unresolved' ? unresolvedStates : [status]
  const isAsked = status ? sql`${stateOfGroup} = any(${states}::text[])` : sql`true`
  const isOfType = type ? sql`g.type = ${type}` : sql`true`
  const { rows } = await sql<{ groupKey: string; isNoise: boolean }>`
    select g.group_key, g.noise is not null as is_noise from error_groups g
    where g.group_key = any(${groupKeys}::text[]) and ${isAsked} and ${isOfType}`.execute(db)
  return rows
}

/** How many of some groups are open or regressed, and the first of those. Noise is left out. */
export interface UnresolvedGroups {
  open: number
  /** Number of open groups first seen since a time. */
  new: number
  /** Number of groups that were resolved and occurred again. */
  regressed: number
  first: (Pick<ErrorGroupsTable, 'groupKey' | 'type' | 'message'> & { state: 'new' | 'regressed' | 'open' })[]
}

/** The first are taken in the order of the keys. What every group looks like need not be read for it. */
export async function unresolvedGroups(
  db: Database,
  groupKeys: string[],
  { since, most }: { since: Date; most: number },
): Promise<UnresolvedGroups> {
  const { rows } = await sql<UnresolvedGroups['first'][number] & Record<'open' | 'new' | 'regressed', number>>`
    select g.group_key, g.type, g.message, case when state.state = 'regressed' then 'regressed'
        when not exists (select from errors e where e.group_key = g.group_key and e.received_at < ${since}) then 'new'
        else 'open' end as state,
      (count(*) over ())::int as open,
      (count(*) filter (where state.state = 'regressed') over ())::int as regressed,
      (count(*) filter (where not exists (select from error_groups m join errors e on e.group_key = m.group_key
        where ${isMember} and e.received_at < ${since})) over ())::int as new
    from unnest(${groupKeys}::text[]) with ordinality requested (group_key, rank)
    join error_groups g on g.group_key = requested.group_key
    cross join lateral (select ${stateOfGroup} as state) state
    where g.noise is null and state.state = any(${unresolvedStates}::text[]) order by requested.rank limit ${most}`.execute(
    db,
  )
  const { open = 0, new: fresh = 0, regressed = 0 } = rows[0] ?? {}
  return {
    open,
    new: fresh,
    regressed,
    first: rows.map(({ groupKey, type, message, state }) => ({ groupKey, type, message, state })),
  }
}

/** @returns whether there is such a group */
export async function setErrorGroupStatus(
  db: Database,
  groupKey: string,
  status: ErrorGroupsTable['status'],
  resolvedIn: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('errorGroups')
    .set({ status, statusSince: sql<Date>`now()`, resolvedIn })
    .where('groupKey', '=', groupKey)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
