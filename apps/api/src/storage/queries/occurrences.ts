import { sql } from 'kysely'
import { anyOf } from '../any-of.ts'
import type { Database } from '../database.ts'

/** When the stored errors of a group occurred. */
export interface SeenTimes {
  first: Date
  last: Date
}

const ofGroup = sql`errors e where e.shard = s.shard and e.group_key = k.group_key`

/**
 * Reads when groups occurred first and last; groups without errors have no entry. Like the other questions here it takes each
 * group in each shard, so that a cluster looks up the few rows wanted where they are, as an index has them.
 *
 * @param shownAs keys under which the groups are added up, by default their own
 */
export async function seenTimes(
  db: Database,
  groupKeys: readonly string[],
  shownAs = groupKeys,
): Promise<Map<string, SeenTimes>> {
  if (groupKeys.length === 0) return new Map()
  const { rows } = await sql<{ shownAs: string } & { [Name in keyof SeenTimes]: Date | null }>`select k.shown_as,
      min((select min(e.received_at) from ${ofGroup})) as first, max((select max(e.received_at) from ${ofGroup})) as last
    from shards s cross join unnest(${groupKeys}::text[], ${shownAs}::text[]) k (group_key, shown_as)
    group by k.shown_as`.execute(db)
  return new Map(rows.flatMap(({ shownAs, first, last }) => (first && last ? [[shownAs, { first, last }]] : [])))
}

/** A group, and the time after which its occurrences are looked for; null is any time. */
export interface SoughtGroup {
  groupKey: string
  since: Date | null
}

/** The page view or report of an occurrence; `release` is null where it names none. */
export interface OccurrenceSource {
  release: string | null
  environment: string | null
}

/** Finds where groups occurred first, by their keys; the group that occurred before the others comes first. */
export async function firstOccurrences(
  db: Database,
  groups: readonly SoughtGroup[],
): Promise<Map<string, OccurrenceSource>> {
  if (groups.length === 0) return new Map()
  const keys = groups.map(({ groupKey }) => groupKey)
  const since = groups.map((group) => group.since)
  const { rows: found } = await sql<{ groupKey: string; debugDataId: number | null }>`select k.group_key,
      (select e.debug_data_id from ${ofGroup} and e.received_at > coalesce(k.since, '-infinity')
        order by e.received_at, e.debug_data_id limit 1) as debug_data_id
    from shards s cross join unnest(${keys}::text[], ${since}::timestamptz[]) k (group_key, since)`.execute(db)
  const ids = found.flatMap(({ debugDataId }) => debugDataId ?? [])
  const sources = await db
    .selectFrom('facts')
    .select(['debugDataId', 'release', 'environment'])
    .where('debugDataId', '=', anyOf(ids))
    .orderBy('receivedAt')
    .orderBy('debugDataId')
    .execute()
  const groupsOf = Map.groupBy(found, ({ debugDataId }) => debugDataId)
  const first = new Map<string, OccurrenceSource>()
  for (const { debugDataId, ...source } of sources) {
    for (const { groupKey } of groupsOf.get(debugDataId) ?? []) {
      if (!first.has(groupKey)) first.set(groupKey, source)
    }
  }
  return first
}

/** An error of a group: the submission's number, and its index among the errors sent. */
export interface Occurrence {
  groupKey: string
  debugDataId: number
  ordinal: number
}

/** Finds an error of each of the submissions in which groups occurred last, those first that occurred first. */
export async function latestErrors(db: Database, groupKeys: readonly string[]): Promise<Occurrence[]> {
  if (groupKeys.length === 0) return []
  const [seen, { rows: found }] = await Promise.all([
    seenTimes(db, groupKeys),
    sql<{
      debugDataId: number
    }>`select (select e.debug_data_id from ${ofGroup} order by e.received_at desc, e.debug_data_id desc limit 1) as debug_data_id
      from shards s cross join unnest(${groupKeys}::text[]) k (group_key)`.execute(db),
  ])
  const errors = await db
    .selectFrom('errors')
    .select(['groupKey', 'debugDataId', 'ordinal', 'receivedAt'])
    .where('debugDataId', '=', anyOf(found.flatMap(({ debugDataId }) => debugDataId ?? [])))
    .where('groupKey', 'in', groupKeys)
    .orderBy('receivedAt')
    .orderBy('debugDataId')
    .orderBy('ordinal', 'desc')
    .execute()
  const latest = new Map(errors.map((error) => [error.groupKey, error]))
  return [...seen]
    .toSorted(([, a], [, b]) => Number(a.first) - Number(b.first))
    .flatMap(([groupKey]) => latest.get(groupKey) ?? [])
}
