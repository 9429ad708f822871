import type { ErrorGroupsQuery, ErrorStatus } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { ErrorGroupsTable, ExtractedGroup } from '../tables/error-groups.ts'
import { readMergedGroups, withMembers } from './merged-groups.ts'
import { type SeenTimes, seenTimes } from './occurrences.ts'
import { isLater } from './releases.ts'

/** True for a resolved group g of which a member occurred in a release after the one that resolves it. */
const isInLaterRelease = sql`(g.status = 'resolved' and g.resolved_in is not null and exists (
  select from error_groups m join error_group_releases p on p.group_key = m.group_key
  where (m.group_key = g.group_key or m.merged_into = g.group_key) and ${isLater(sql`p.release`)}))`

/** The columns that the state of a group follows from, besides when it occurred last. */
interface Decision extends Pick<ErrorGroupsTable, 'status' | 'statusSince' | 'resolvedIn'> {
  isInLaterRelease: boolean
}

const decisionColumns = sql`g.status, g.status_since, g.resolved_in, ${isInLaterRelease} as is_in_later_release`

/** Returns the state of a group: a resolved one that was seen after that, or in a later release, is regressed. */
function stateOf({ status, statusSince, resolvedIn, isInLaterRelease }: Decision, last: Date | undefined): ErrorStatus {
  const isSeenSince = resolvedIn === null && statusSince !== null && last !== undefined && last > statusSince
  return status === 'resolved' && (isSeenSince || isInLaterRelease) ? 'regressed' : status
}

/** Returns whether a group is new since a time; every group is if there is none. */
function isFirstSeenSince(times: SeenTimes | undefined, since: Date | undefined): boolean {
  return times === undefined || since === undefined || times.first >= since
}

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
  const [{ rows }, seen] = await Promise.all([
    sql<ExtractedGroup & Decision>`select g.group_key, g.type, g.name, g.message, g.source, g.noise, ${decisionColumns}
      from error_groups g where g.group_key = any(${groupKeys}::text[])`.execute(db),
    seenOfMembers(db, groupKeys),
  ])
  return rows.flatMap(({ status, statusSince, isInLaterRelease, ...group }) => {
    const times = seen.get(group.groupKey)
    if (!times) return []
    const state = stateOf({ status, statusSince, isInLaterRelease, resolvedIn: group.resolvedIn }, times.last)
    return [{ ...group, state, firstSeen: times.first, lastSeen: times.last }]
  })
}

/** Reads when groups, or those merged into them, occurred first and last. */
async function seenOfMembers(db: Database, groupKeys: string[]): Promise<Map<string, SeenTimes>> {
  const merged = await readMergedGroups(db)
  const members = withMembers(groupKeys, merged)
  return seenTimes(
    db,
    members,
    members.map((groupKey) => merged.get(groupKey) ?? groupKey),
  )
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

/**
 * Selects those of some groups that have a status and a type, where they are given, in no order; and whether each is
 * noise.
 *
 * @param since time since which new groups are first seen
 */
export async function groupsOfStatus(
  db: Database,
  groupKeys: string[],
  { status, type, since }: Pick<ErrorGroupsQuery, 'status' | 'type'> & { since: Date | undefined },
): Promise<{ groupKey: string; isNoise: boolean }[]> {
  const states = status === 'unresolved' || status === 'new' ? unresolvedStates : [status]
  const { rows } = await sql<{ groupKey: string; isNoise: boolean } & Decision>`
    select g.group_key, g.noise is not null as is_noise, ${decisionColumns} from error_groups g
    where g.group_key = any(${groupKeys}::text[]) and ${type ? sql`g.type = ${type}` : sql`true`}`.execute(db)
  if (status === undefined) return rows
  // whether they occurred again matters only for those that were resolved, and when they first did for new ones
  const asked = status === 'new' ? rows : rows.filter((row) => row.status === 'resolved')
  const seen = await seenOfMembers(
    db,
    asked.map(({ groupKey }) => groupKey),
  )
  return rows.filter((row) => {
    const times = seen.get(row.groupKey)
    const isAsked = status !== 'new' || isFirstSeenSince(times, since)
    return isAsked && states.includes(stateOf(row, times?.last))
  })
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

/** The first are taken in the order of the keys. */
export async function unresolvedGroups(
  db: Database,
  groupKeys: string[],
  { since, most }: { since: Date; most: number },
): Promise<UnresolvedGroups> {
  const [{ rows }, seen] = await Promise.all([
    sql<{ groupKey: string } & Decision>`select g.group_key, ${decisionColumns} from error_groups g
      where g.group_key = any(${groupKeys}::text[]) and g.noise is null`.execute(db),
    seenOfMembers(db, groupKeys),
  ])
  const byKey = new Map(rows.map((row) => [row.groupKey, row]))
  const unresolved = groupKeys.flatMap((groupKey) => {
    const row = byKey.get(groupKey)
    const times = seen.get(groupKey)
    const state = row && stateOf(row, times?.last)
    if (state === undefined || !unresolvedStates.includes(state)) return []
    const isNew = isFirstSeenSince(times, since)
    return [{ groupKey, isNew, state: state === 'regressed' ? state : isNew ? ('new' as const) : ('open' as const) }]
  })
  const first = unresolved.slice(0, most)
  const described = await describeTypes(
    db,
    first.map(({ groupKey }) => groupKey),
  )
  return {
    open: unresolved.length,
    new: unresolved.filter(({ isNew }) => isNew).length,
    regressed: unresolved.filter(({ state }) => state === 'regressed').length,
    first: first.flatMap(({ groupKey, state }) => {
      const group = described.get(groupKey)
      return group ? [{ ...group, state }] : []
    }),
  }
}

async function describeTypes(db: Database, groupKeys: string[]) {
  if (groupKeys.length === 0) return new Map()
  const rows = await db
    .selectFrom('errorGroups')
    .select(['groupKey', 'type', 'message'])
    .where('groupKey', 'in', groupKeys)
    .execute()
  return new Map(rows.map((row) => [row.groupKey, row]))
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
