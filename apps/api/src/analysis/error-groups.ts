import type { ErrorGroup, ErrorGroupsAnswer, ErrorGroupsQuery, ErrorType } from '@collector/schema'
import { RefusedError } from '../ingest/refused-error.ts'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey, groupsInState, type StoredErrorGroup } from '../storage/tables/error-groups.ts'
import { askSeries, askSums, type Point, type Sum } from './ask.ts'
import type { Conditions } from './conditions.ts'
import { compare, intervalFor } from './metric-answer.ts'
import { readConditions } from './read-conditions.ts'
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
  const matching = status ? await ofStatus(db, counts, status) : counts
  const shown = matching.slice(0, limit)
  const [groups, series] = await Promise.all([describe(db, shown), seriesOf(db, conditions, shown)])
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

async function ofStatus(
  db: Database,
  counts: ErrorCounts[],
  status: NonNullable<ErrorGroupsQuery['status']>,
): Promise<ErrorCounts[]> {
  const keys = counts.map(({ groupKey }) => groupKey)
  const wanted = await groupsInState(db, keys, status)
  return counts.filter(({ groupKey }) => wanted.has(groupKey))
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
    status: group.state,
    series: series.get(group.groupKey) ?? [],
  }
}
