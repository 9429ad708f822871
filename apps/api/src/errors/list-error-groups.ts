import type { ErrorGroup, ErrorGroupsAnswer, ErrorGroupsQuery, ErrorType } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import { chooseErrorPlan, ofAnyError } from '../statistics/choose-plan.ts'
import { countErrorGroups, countOverTime, type GroupCounts, type Point } from '../statistics/count-error-groups.ts'
import { decodeRank, pageOfRanking } from '../statistics/rank-cursor.ts'
import { isEstimate, scopeOf } from '../statistics/scope.ts'
import { timeBuckets } from '../statistics/time-buckets.ts'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey, groupsOfStatus, type StoredErrorGroup } from '../storage/queries/error-groups.ts'

/**
 * Lists one page of the groups that occurred, most page views first.
 *
 * @throws RefusedError for an invalid cursor, or a time that does not exist
 */
export async function listErrorGroups(
  db: Database,
  { status, type, noise, limit, cursor, timeZone, ...filters }: ErrorGroupsQuery,
): Promise<ErrorGroupsAnswer> {
  const after = cursor === undefined ? undefined : decodeRank(cursor, 2)
  const filter = await readFilter(db, filters)
  const scope = scopeOf(await chooseErrorPlan(db, filter), ofAnyError(filter))
  const { matching, leftOutByNoise } = await selectGroups(db, await countErrorGroups(db, scope), {
    status,
    type,
    noise,
    since: filter.window.from,
  })
  const rankOf = ({ pageViews, count, groupKey }: GroupCounts) => ({ numbers: [pageViews, count], key: groupKey })
  const { shown, nextCursor } = pageOfRanking(matching, rankOf, { after, limit })
  const [groups, series] = await Promise.all([
    describe(db, shown),
    countOverTime(
      db,
      scope,
      shown.map(({ groupKey }) => groupKey),
      timeBuckets(filter.window, timeZone),
    ),
  ])
  return {
    items: groups.map((group) => toItem(group, series.get(group.groupKey) ?? [])),
    nextCursor,
    leftOutByNoise,
    isEstimate: isEstimate(scope),
  }
}

type CountedGroup = StoredErrorGroup & Pick<GroupCounts, 'count' | 'pageViews'>

/** Adds the stored description to counted groups, in their order. */
async function describe(db: Database, counts: GroupCounts[]): Promise<CountedGroup[]> {
  const groups = await errorGroupsByKey(
    db,
    counts.map(({ groupKey }) => groupKey),
  )
  const byKey = new Map(groups.map((group) => [group.groupKey, group]))
  return counts.flatMap((counted) => {
    const group = byKey.get(counted.groupKey)
    return group ? [{ ...group, ...counted }] : []
  })
}

/** Selects groups by status, type and noise, and counts those that only the noise filter excludes. */
async function selectGroups(
  db: Database,
  counts: GroupCounts[],
  { status, type, noise, since }: Pick<ErrorGroupsQuery, 'status' | 'type' | 'noise'> & { since: Date | undefined },
): Promise<{ matching: GroupCounts[]; leftOutByNoise: number }> {
  if (status === undefined && type === undefined && noise === undefined) return { matching: counts, leftOutByNoise: 0 }
  const keys = counts.map(({ groupKey }) => groupKey)
  const ofStatus = await groupsOfStatus(db, keys, { status, type, since })
  const asked = ofStatus.filter(({ isNoise }) => noise === undefined || isNoise === noise)
  const askedKeys = new Set(asked.map(({ groupKey }) => groupKey))
  return {
    matching: counts.filter(({ groupKey }) => askedKeys.has(groupKey)),
    leftOutByNoise: ofStatus.length - asked.length,
  }
}

/** Returns a group as answers show it. */
export function toItem(group: CountedGroup, series: Point[]): ErrorGroup {
  return {
    groupKey: group.groupKey,
    type: group.type as ErrorType,
    name: group.name,
    message: group.message,
    source: group.source,
    noise: group.noise,
    count: group.count,
    pageViews: group.pageViews,
    firstSeen: group.firstSeen.toISOString(),
    lastSeen: group.lastSeen.toISOString(),
    status: group.state,
    resolvedInRelease: group.resolvedIn,
    series,
  }
}
