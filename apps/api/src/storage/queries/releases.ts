import type { ErrorType } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { DeploysTable } from '../tables/releases.ts'

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
  const { rows } = await sql<ReleaseDetails>`with asked as (
      select release, environment from unnest(${keys.map(({ release }) => release)}::text[],
        ${keys.map(({ environment }) => environment)}::text[]) a (release, environment)),
    regressed as materialized (${regressedGroups})
    select a.release, a.environment,
      (select f.received_at from facts f where f.release = a.release and coalesce(f.environment, '') = a.environment
        order by f.received_at desc limit 1) as last_seen,
      (select count(distinct ${shownAs}) from error_group_releases p join error_groups g on g.group_key = p.group_key
        where p.release = a.release and p.environment = a.environment and g.noise is null and ${isFirst})::int as new_groups,
      (select count(*) from regressed r where r.release = a.release and r.environment = a.environment)::int as regressed_groups
    from asked a`.execute(db)
  return rows
}

/** The key under which a group g is listed: that of the group it was merged into, if any. */
const shownAs = sql`coalesce(g.merged_into, g.group_key)`

/** True for a release p of a group g if no member of the group occurred in a release before, or before releases were named. */
const isFirst = sql`not exists (select from error_groups m join error_group_releases o on o.group_key = m.group_key
    where (m.group_key = ${shownAs} or m.merged_into = ${shownAs}) and o.environment = p.environment and o.release <> p.release and o.first_seen < p.first_seen)
  and not exists (select from facts f where f.release is null and f.debug_data_id = (select e.debug_data_id from errors e
    where e.group_key = p.group_key order by e.received_at limit 1))`

/** The release in which each resolved group came back, per environment. */
const regressedGroups = sql`select p.release, p.environment, ${shownAs} as group_key from error_groups g
    cross join lateral (select distinct on (p.environment) p.release, p.environment from error_group_releases p
      where p.group_key = g.group_key and ${isLater(sql`p.release`)}
      order by p.environment, ${beganAt(sql`p.release`)}) p
    where g.status = 'resolved' and g.resolved_in is not null and g.noise is null
  union all select f.release, coalesce(f.environment, ''), ${shownAs} from error_groups g
    cross join lateral (select e.debug_data_id from errors e where e.group_key = g.group_key
      and e.received_at > g.status_since order by e.received_at limit 1) e
    join facts f on f.debug_data_id = e.debug_data_id
    where g.status = 'resolved' and g.resolved_in is null and g.noise is null and f.release is not null`

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
  const inRelease = (name: string) => sql`p.release = ${name} and p.environment = ${environment}`
  const { rows } = await sql<ReleaseGroup>`with regressed as (${regressedGroups}),
    listed as (
      select 'new' as kind, ${shownAs} as group_key from error_group_releases p join error_groups g using (group_key)
        where ${inRelease(release)} and g.noise is null and ${isFirst}
      union select 'regressed', r.group_key from regressed r where r.release = ${release} and r.environment = ${environment}
      union select 'gone', ${shownAs} from error_group_releases p join error_groups g using (group_key)
        where ${inRelease(previous ?? '')} and g.noise is null and not exists (
          select from error_groups m join error_group_releases o on o.group_key = m.group_key
          where (m.group_key = ${shownAs} or m.merged_into = ${shownAs}) and o.release = ${release} and o.environment = ${environment})),
    ranked as (select *, row_number() over (partition by kind order by group_key) as n from listed)
    select r.kind, r.group_key, g.type, g.name, g.message from ranked r join error_groups g using (group_key)
      where r.n <= ${limit} order by r.kind, r.group_key`.execute(db)
  return rows
}
