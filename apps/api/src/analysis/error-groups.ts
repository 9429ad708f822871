import type {
  ErrorGroup,
  ErrorGroupAnswer,
  ErrorGroupsAnswer,
  ErrorGroupsQuery,
  ErrorStatus,
  ErrorType,
  Filters,
} from '@collector/schema'
import { sql } from 'kysely'
import { RefusedError } from '../ingest/refused-error.ts'
import type { Database } from '../storage/database.ts'
import { errorGroupsByKey, latestOccurrences, type StoredErrorGroup } from '../storage/tables/errors.ts'
import { askSums, type Sum } from './ask.ts'
import { breakDownGroup } from './break-down-group.ts'
import { type Conditions, inSpan, matchesEach, readConditions } from './conditions.ts'
import { listItems } from './list-page.ts'
import { compare, intervalFor } from './metric-answer.ts'

const maxOccurrences = 20

/**
 * One page of the groups that occurred, most occurrences first.
 *
 * @throws RefusedError for a cursor that no list gave out, or a time that is none
 */
export async function listErrorGroups(
  db: Database,
  { status, limit, cursor, ...filters }: ErrorGroupsQuery,
): Promise<ErrorGroupsAnswer> {
  const conditions = await readConditions(db, filters)
  const after = cursor === undefined ? undefined : decodeCursor(cursor)
  const groups = (await countGroups(db, conditions)).filter(
    (group) => (!status || isOfStatus(group, status)) && (!after || byCount(after, group) < 0),
  )
  const shown = groups.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await withSeries(db, conditions, shown),
    nextCursor: last && groups.length > limit ? encodeCursor(last) : null,
  }
}

/** One group with its latest occurrences; undefined where there is none with this key. */
export async function errorGroupAnswer(
  db: Database,
  groupKey: string,
  filters: Filters,
): Promise<ErrorGroupAnswer | undefined> {
  const conditions = await readConditions(db, filters)
  const [stored] = await errorGroupsByKey(db, [groupKey])
  if (!stored) return undefined
  const [sum] = await askSums(db, { metric: 'errors', conditions, by: 'groupKey', values: [groupKey] })
  const counts = { count: sum?.count ?? 0, pageViews: sum?.pageViews ?? 0 }
  const [items, occurrences, ofDimensions] = await Promise.all([
    withSeries(db, conditions, [{ ...stored, ...counts }]),
    occurrencesOf(db, conditions, groupKey),
    breakDownGroup(db, conditions, groupKey, counts),
  ])
  return { ...(items[0] as ErrorGroup), occurrences, ...ofDimensions }
}

export type CountedGroup = StoredErrorGroup & Pick<Sum, 'count' | 'pageViews'>

/** Every group that occurred, most occurrences first. */
export async function countGroups(db: Database, conditions: Conditions): Promise<CountedGroup[]> {
  const sums = await askSums(db, { metric: 'errors', conditions, by: 'groupKey' })
  const counts = new Map(sums.map((sum) => [sum.value, sum]))
  const groups = await errorGroupsByKey(
    db,
    sums.map(({ value }) => value).filter((value) => value !== null),
  )
  return groups
    .map((group) => {
      const { count, pageViews } = counts.get(group.groupKey) as Sum
      return { ...group, count, pageViews }
    })
    .toSorted(byCount)
}

/** A resolved group that was seen after that is regressed. */
export function statusOf({ status, statusSince, lastSeen }: StoredErrorGroup): ErrorStatus {
  return status === 'resolved' && statusSince && lastSeen > statusSince ? 'regressed' : status
}

export function isUnresolved(group: StoredErrorGroup): boolean {
  return ['open', 'regressed'].includes(statusOf(group))
}

function isOfStatus(group: StoredErrorGroup, status: NonNullable<ErrorGroupsQuery['status']>): boolean {
  return status === 'unresolved' ? isUnresolved(group) : statusOf(group) === status
}

type Counted = Pick<CountedGroup, 'count' | 'groupKey'>

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

async function withSeries(db: Database, conditions: Conditions, groups: CountedGroup[]): Promise<ErrorGroup[]> {
  if (groups.length === 0) return []
  const sums = await askSums(db, {
    metric: 'errors',
    conditions,
    by: 'groupKey',
    values: groups.map(({ groupKey }) => groupKey),
    interval: intervalFor(conditions),
  })
  const series = Map.groupBy(sums, ({ value }) => value)
  return groups.map((group) => ({
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
    series: (series.get(group.groupKey) ?? [])
      .map(({ at, count }) => ({ at: (at as Date).toISOString(), count }))
      .toSorted((a, b) => compare(a.at, b.at)),
  }))
}

async function occurrencesOf(db: Database, conditions: Conditions, groupKey: string) {
  const latest = await latestOccurrences(
    db,
    groupKey,
    { ofError: inSpan(sql`e.received_at`, conditions), ofFacts: matchesEach(conditions) },
    maxOccurrences,
  )
  const items = await listItems(db, [...new Set(latest.map((row) => row.debugDataId))])
  const byId = new Map(items.map((item) => [item.id, item]))
  return latest.flatMap(({ debugDataId, ordinal, errors }) => {
    const submission = byId.get(debugDataId)
    return submission ? [{ submission, error: entryOf(errors, ordinal) }] : []
  })
}

function entryOf(errors: string | null, ordinal: number): unknown {
  try {
    return JSON.parse(errors ?? '')[ordinal] ?? null
  } catch {
    return null
  }
}
