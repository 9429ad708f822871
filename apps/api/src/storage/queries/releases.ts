import type { ErrorType } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { DeploysTable } from '../tables/releases.ts'
import { firstOccurrences, type SoughtGroup } from './occurrences.ts'

/** A release in one environment ('' if none is named). */
export interface ReleaseKey {
  release: string
  environment: string
}

/** A release that was seen or deployed, and the earlier of both times. */
export interface KnownRelease extends ReleaseKey {
  beganAt: Date
}

/** SQL of the time at which a release began in its first environment; null if it is unknown. */
function beganAt(release: RawBuilder<unknown>): RawBuilder<Date> {
  return sql`(select min(b.at) from (select r.first_seen as at from releases r where r.release = ${release}
    union all select d.deployed_at from deploys d where d.release = ${release}) b)`
}

export async function knownReleases(db: Database): Promise<KnownRelease[]> {
  const { rows } = await sql<KnownRelease>`select release, environment, least(r.first_seen, d.deployed_at) as began_at
    from releases r full join deploys d using (release, environment)`.execute(db)
  return rows
}

/** Stores when a release was deployed. Of several times the earliest counts. */
export async function upsertDeploy(db: Database, { release, environment, deployedAt, url }: DeploysTable) {
  const { rows } = await sql<DeploysTable>`insert into deploys as d (release, environment, deployed_at, url)
    values (${release}, ${environment}, ${deployedAt}, ${url})
    on conflict (release, environment) do update set deployed_at = least(d.deployed_at, excluded.deployed_at),
      url = coalesce(excluded.url, d.url) returning *`.execute(db)
  return rows[0] as DeploysTable
}

/** Facts of a release that the rollups do not hold. */
export interface ReleaseDetails extends ReleaseKey {
  lastSeen: Date | null
  newGroups: number
  regressedGroups: number
}

/** Reads when some releases were last seen, and which groups of errors are new or came back in them. */
export async function releaseDetails(db: Database, keys: ReleaseKey[]): Promise<ReleaseDetails[]> {
  const releases = keys.map(({ release }) => release)
  const environments = keys.map(({ environment }) => environment)
  const [{ rows }, fresh, regressed] = await Promise.all([
    sql<Omit<ReleaseDetails, 'newGroups' | 'regressedGroups'>>`select a.release, a.environment,
        max((select max(f.received_at) from facts f
          where f.shard = s.shard and f.release = a.release and coalesce(f.environment, '') = a.environment)) as last_seen
      from shards s cross join unnest(${releases}::text[], ${environments}::text[]) a (release, environment)
      group by a.release, a.environment`.execute(db),
    newGroups(db, keys),
    regressedGroups(db),
  ])
  return rows.map((row) => ({
    ...row,
    newGroups: groupsIn(fresh, row).size,
    regressedGroups: regressed.filter((group) => isOfRelease(group, row)).length,
  }))
}

/** A group of errors, as it is listed, in a release. */
interface GroupInRelease extends ReleaseKey {
  groupKey: string
}

function isOfRelease(group: GroupInRelease, { release, environment }: ReleaseKey): boolean {
  return group.release === release && group.environment === environment
}

function groupsIn(groups: readonly GroupInRelease[], key: ReleaseKey): Set<string> {
  return new Set(groups.filter((group) => isOfRelease(group, key)).map(({ groupKey }) => groupKey))
}

/** The key under which a group g is listed: that of the group it was merged into, if any. */
const shownAs = sql`coalesce(g.merged_into, g.group_key)`

/**
 * Finds the groups that are new in some releases: no member of the group occurred in a release before, or before releases were
 * named.
 */
async function newGroups(db: Database, keys: readonly ReleaseKey[]): Promise<GroupInRelease[]> {
  const { rows } = await sql<GroupInRelease & { ownKey: string }>`
    select p.release, p.environment, ${shownAs} as group_key, g.group_key as own_key
    from unnest(${keys.map(({ release }) => release)}::text[], ${keys.map(({ environment }) => environment)}::text[]) a (release, environment)
    join error_group_releases p on p.release = a.release and p.environment = a.environment
    join error_groups g on g.group_key = p.group_key
    where g.noise is null and not exists (
      select from error_groups m join error_group_releases o on o.group_key = m.group_key
      where (m.group_key = ${shownAs} or m.merged_into = ${shownAs}) and o.environment = p.environment
        and o.release <> p.release and o.first_seen < p.first_seen)`.execute(db)
  const sought = [...new Set(rows.map(({ ownKey }) => ownKey))].map((groupKey) => ({ groupKey, since: null }))
  const first = await firstOccurrences(db, sought)
  return rows.filter(({ ownKey }) => first.get(ownKey)?.release !== null)
}

/** Finds the release in which each resolved group came back, per environment. */
async function regressedGroups(db: Database): Promise<GroupInRelease[]> {
  const [{ rows: inLater }, { rows: resolved }] = await Promise.all([
    sql<GroupInRelease>`select p.release, p.environment, ${shownAs} as group_key from error_groups g
      cross join lateral (select distinct on (p.environment) p.release, p.environment from error_group_releases p
        where p.group_key = g.group_key and ${isLater(sql`p.release`)}
        order by p.environment, ${beganAt(sql`p.release`)}) p
      where g.status = 'resolved' and g.resolved_in is not null and g.noise is null`.execute(db),
    sql<SoughtGroup & { shownAs: string }>`select g.group_key, g.status_since as since, ${shownAs} as shown_as
      from error_groups g where g.status = 'resolved' and g.resolved_in is null and g.noise is null`.execute(db),
  ])
  const again = await firstOccurrences(db, resolved)
  const inFirst = resolved.flatMap(({ groupKey, shownAs }) => {
    const { release = null, environment } = again.get(groupKey) ?? {}
    return release === null ? [] : [{ release, environment: environment ?? '', groupKey: shownAs }]
  })
  return [...inLater, ...inFirst]
}

/** True for a release that began after the one that resolves a group g; if that one is unknown, after g was resolved. */
export function isLater(release: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(${release} <> g.resolved_in and ${beganAt(release)} > coalesce(${beganAt(sql`g.resolved_in`)}, g.status_since))`
}

/** A group of errors, and what a release has to do with it. */
export interface ReleaseGroup {
  kind: 'new' | 'regressed' | 'gone'
  groupKey: string
  type: ErrorType
  name: string | null
  message: string
}

/**
 * Lists the groups that are new in a release, came back in it, or are gone: they occurred in `previous`, but not in it.
 * At most `limit` of each, by their keys.
 */
export async function releaseGroups(
  db: Database,
  { release, environment }: ReleaseKey,
  previous: string | undefined,
  limit: number,
): Promise<ReleaseGroup[]> {
  const key = { release, environment }
  const [fresh, regressed, gone] = await Promise.all([
    newGroups(db, [key]),
    regressedGroups(db),
    previous === undefined ? [] : goneGroups(db, key, previous),
  ])
  const keysOf = {
    new: groupsIn(fresh, key),
    regressed: groupsIn(regressed, key),
    gone: new Set(gone.map(({ groupKey }) => groupKey)),
  }
  const listed = Object.entries(keysOf).flatMap(([kind, groupKeys]) =>
    [...groupKeys]
      .toSorted()
      .slice(0, limit)
      .map((groupKey) => ({ kind: kind as ReleaseGroup['kind'], groupKey })),
  )
  if (listed.length === 0) return []
  const described = await db
    .selectFrom('errorGroups')
    .select(['groupKey', 'type', 'name', 'message'])
    .where(
      'groupKey',
      'in',
      listed.map(({ groupKey }) => groupKey),
    )
    .execute()
  const byKey = new Map(described.map((group) => [group.groupKey, group]))
  return listed.flatMap(({ kind, groupKey }) => {
    const group = byKey.get(groupKey)
    return group ? [{ kind, ...group, type: group.type as ErrorType }] : []
  })
}

/** Finds the groups that occurred in the release before, and in which no member occurred in this one. */
async function goneGroups(db: Database, { release, environment }: ReleaseKey, previous: string) {
  const { rows } = await sql<{ groupKey: string }>`select ${shownAs} as group_key
    from error_group_releases p join error_groups g using (group_key)
    where p.release = ${previous} and p.environment = ${environment} and g.noise is null and not exists (
      select from error_groups m join error_group_releases o on o.group_key = m.group_key
      where (m.group_key = ${shownAs} or m.merged_into = ${shownAs}) and o.release = ${release} and o.environment = ${environment})`.execute(
    db,
  )
  return rows
}
