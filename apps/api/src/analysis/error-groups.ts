import type { ErrorGroup, ErrorGroupsAnswer, ErrorGroupsQuery, ErrorStatus, ErrorType } from '@collector/schema'
import { RefusedError } from '../ingest/refused-error.ts'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey, type StoredErrorGroup } from '../storage/tables/errors.ts'
import { askSeries, askSums, type Point, type Sum } from './ask.ts'
import { type Conditions, readConditions } from './conditions.ts'
import { compare, intervalFor } from './metric-answer.ts'
import { isEstimate, type SampleLimits, sampledErrors } from './sample.ts'

/**
 * One page of the groups that occurred, most occurrences first.
 *
 * @throws RefusedError for a cursor that no list gave out, or a time that is none
 */
export async function listErrorGroups(
  db: Database,
  { status, limit, cursor, ...filters }: ErrorGroupsQuery,
  limits?: SampleLimits,
): Promise<ErrorGroupsAnswer> {
  const conditions = await sampledErrors(db, await readConditions(db, filters), limits)
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  const counts = (await countErrors(db, conditions)).filter((counted) => !after || byCount(after, counted) < 0)
  const ofStatus = status && (await describe(db, counts)).filter((group) => isOfStatus(group, status))
  const matching = ofStatus ?? counts
  const shown = matching.slice(0, limit)
  const [groups, series] = await Promise.all([
    ofStatus?.slice(0, limit) ?? describe(db, shown),
    seriesOf(db, conditions, shown),
  ])
  const last = groups.at(-1)
  return {
    items: groups.map((group) => toItem(group, series)),
    nextCursor: last && matching.length > limit ? encodeCursor(last) : null,
    isEstimate: isEstimate(conditions),
  }
}

/** How often a group occurred, and in how many page views. */
export interface ErrorCounts extends Pick<Sum, 'count' | 'pageViews'> {
  groupKey: string
}

type CountedGroup = StoredErrorGroup & ErrorCounts

/** Every group that occurred, most occurrences first. */
export async function countErrors(db: Database, conditions: Conditions): Promise<ErrorCounts[]> {
  const sums = await askSums(db, { metric: 'errors', conditions, by: 'groupKey' })
  return sums
    .flatMap(({ value, count, pageViews }) => (value === null ? [] : [{ groupKey: value, count, pageViews }]))
    .toSorted(byCount)
}

/** What these groups are, in their order. */
async function describe(db: Database, counts: ErrorCounts[]): Promise<CountedGroup[]> {
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

/** A resolved group that was seen after that is regressed. */
function statusOf({ status, statusSince, lastSeen }: StoredErrorGroup): ErrorStatus {
  return status === 'resolved' && statusSince && lastSeen > statusSince ? 'regressed' : status
}

function isUnresolved(group: StoredErrorGroup): boolean {
  return ['open', 'regressed'].includes(statusOf(group))
}

function isOfStatus(group: StoredErrorGroup, status: NonNullable<ErrorGroupsQuery['status']>): boolean {
  return status === 'unresolved' ? isUnresolved(group) : statusOf(group) === status
}

type Counted = Pick<ErrorCounts, 'count' | 'groupKey'>

function byCount(a: Counted, b: Counted): number {
  return b.count - a.count || compare(a.groupKey, b.groupKey)
}

function encodeCursor({ count, groupKey }: Counted): string {
  return Buffer.from(`${count}.${groupKey}`).toString('base64url')
}

function decodeCursor(cursor: string): Counted {
  const [, count, groupKey] = /^(\d{1,15})\.([0-9a-f]{16})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (groupKey === undefined) throw new RefusedError(400, 'cursor is not one that a list gave out')
  return { count: Number(count), groupKey }
}

/** How often each of some groups occurred in one time after the other. */
export async function seriesOf(
  db: Database,
  conditions: Conditions,
  groups: ErrorCounts[],
): Promise<Map<string, Point[]>> {
  if (groups.length === 0) return new Map()
  const values = groups.map(({ groupKey }) => groupKey)
  const interval = intervalFor(conditions)
  return askSeries(db, { metric: 'errors', conditions, by: 'groupKey', values, interval })
}

/** A group as answers show it. */
export function toItem(group: CountedGroup, series: Map<string, Point[]>): ErrorGroup {
  return {
    groupKey: group.groupKey,
    type: group.type as ErrorType,
    name: group.name,
    message: group.message,
    source: group.source,
    count: group.count,
    pageViews: group.pageViews,
    firstSeen: group.firstSeen.toISOString(),
    lastSeen: group.lastSeen.toISOString(),
    status: statusOf(group),
    series: series.get(group.groupKey) ?? [],
  }
}
