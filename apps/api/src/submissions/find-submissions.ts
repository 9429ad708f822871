import { type RawBuilder, sql } from 'kysely'
import { type Filter, isOfPageView, type Window } from '../filters/filter.ts'
import { and, inWindow, isOfAddress, matches } from '../filters/matches.ts'
import { bucketMs } from '../rollups/buckets.ts'
import type { Database } from '../storage/database.ts'
import { expectedCost } from '../storage/explain.ts'
import { isSameSubmission } from '../storage/same-submission.ts'
import type { Cursor } from './cursor.ts'

/** The requested page of the matching submissions. */
export interface PageRequest {
  /** Position below which the page begins. */
  before?: Cursor | undefined
  limit: number
  /** True for only the current submissions of page views, and reports. */
  isCurrent?: boolean
}

/** A page, newest first. `next` is the position to continue at; undefined if nothing older matches. */
export interface FoundPage {
  rows: Cursor[]
  next: Cursor | undefined
}

/** Cost in the unit of the planner below which the whole window is searched at once. */
const maxCost = 20_000
/** Time after which the search ends with the rows that it has found. */
const maxMs = 1500
/** Duration of a search above which the next stretch of time is not longer. */
const slowMs = 250
const growth = 4

/**
 * Finds the submissions that match, newest first, one stretch of time after the other. The first stretch is short, because
 * common values are among the newest rows. Each stretch is longer than the one before, so that rare values take few steps.
 * Filters that are common alone and never true together (Windows on phones) would otherwise scan all rows: here the search
 * ends after a while with the rows it has found and the position to continue at.
 */
export async function findSubmissions(
  db: Database,
  filter: Filter,
  { before, limit, isCurrent = false }: PageRequest,
): Promise<FoundPage> {
  const reach = await searchRange(db, filter.window, before)
  if (!reach) return { rows: [], next: undefined }
  const hasRawRows = reach.hasRawRows && includesRowsWithoutFacts(filter)
  const search = (window: Window, most: number) =>
    findInWindow(db, { ...filter, window }, { before, most, isCurrent, hasRawRows })
  const begun = performance.now()
  const isCheap = (await costOf(db, { ...filter, window: reach })) <= maxCost
  const rows: Cursor[] = []
  let { to } = reach
  let stretchMs: number = isCheap ? Number(to) - Number(reach.from) : bucketMs.hour
  while (true) {
    const from = new Date(Math.max(Number(to) - stretchMs, Number(reach.from)))
    const stretchBegun = performance.now()
    // one row more than requested shows whether there is another page
    rows.push(...(await search({ from, to }, limit + 1 - rows.length)))
    if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit - 1] }
    if (from <= reach.from) return { rows, next: undefined }
    const now = performance.now()
    if (now - begun > maxMs) return { rows, next: { receivedAt: from, id: 0 } }
    if (now - stretchBegun < slowMs) stretchMs *= growth
    to = from
  }
}

interface Range extends Window {
  from: Date
  to: Date
  /** True if the window has rows of the predecessor. */
  hasRawRows: boolean
}

/** Returns the time range that contains rows for the page; undefined if there are none. */
async function searchRange(db: Database, window: Window, before: Cursor | undefined): Promise<Range | undefined> {
  const below = before && new Date(before.receivedAt.getTime() + Math.sign(before.id))
  const to = below && (!window.to || below < window.to) ? below : window.to
  const { rows } = await sql<{ first: Date | null; last: Date | null; hasRawRows: boolean }>`
    select min(first) as first, max(last) as last, count(last) filter (where is_raw) > 0 as has_raw_rows from (
      select min(f.received_at) as first, max(f.received_at) as last, false as is_raw from facts f
        where ${inWindow(sql`f.received_at`, { from: window.from, to })}
      union all select min(${timeOfRow}), max(${timeOfRow}), true from debug_data d
        where d.submission_id is null and ${inRawWindow({ from: window.from, to })}) reach`.execute(db)
  const [{ first, last, hasRawRows } = { first: null, last: null, hasRawRows: false }] = rows
  return first && last ? { from: first, to: new Date(last.getTime() + 1), hasRawRows } : undefined
}

function costOf(db: Database, filter: Filter): Promise<number> {
  return expectedCost(db, sql`facts f where ${matches(filter)}`)
}

interface InWindow {
  before: Cursor | undefined
  most: number
  isCurrent: boolean
  /** True if rows without facts may match. */
  hasRawRows: boolean
}

async function findInWindow(
  db: Database,
  filter: Filter,
  { before, most, isCurrent, hasRawRows }: InWindow,
): Promise<Cursor[]> {
  const isLast = isCurrent || isOfPageView(filter) ? [sql`(f.is_current or f.is_report)`] : []
  const withFacts = sql`select f.received_at, f.debug_data_id as id from facts f
    where ${and([matches(filter), isBelow(sql`f.received_at, f.debug_data_id`, before), ...isLast])}`
  const newest = sql`order by received_at desc, id desc limit ${most}`
  const branches = [withFacts, ...(hasRawRows ? [rowsWithoutFacts(filter, before)] : [])]
  const { rows } = await sql<Cursor>`select received_at, id from (
    ${sql.join(
      branches.map((branch) => sql`(${branch} ${newest})`),
      sql` union all `,
    )}) found ${newest}`.execute(db)
  return rows
}

/** Returns whether no filter concerns facts, so that rows without facts match too. */
export function includesRowsWithoutFacts({ window: _, ip: __, values, isOwn, kind, ...others }: Filter): boolean {
  const isOfFacts = isOwn || kind === 'report' || Object.keys(values).length > 0
  return !isOfFacts && Object.values(others).every((value) => value === undefined)
}

/** SQL of the predecessor's rows whose text is unreadable or not extracted yet. */
export function rowsWithoutFacts({ window, ip }: Filter, before?: Cursor): RawBuilder<unknown> {
  return sql`select ${timeOfRow} as received_at, d.id from debug_data d
    left join facts f on ${isSameSubmission('f', 'd')}
    where ${and([
      sql`d.submission_id is null and f.debug_data_id is null`,
      inRawWindow(window),
      isBelow(sql`${timeOfRow}, d.id`, before),
      ...(ip === undefined ? [] : [isOfAddress(ip)]),
    ])}`
}

/** UTC, without a zone. Rows without a valid time count as the oldest, so that erasing an IP address finds them too. */
const rawTime = sql`greatest(nullif(d.timestamp, timestamp 'infinity'), timestamp '1970-01-01')`
const timeOfRow = sql`date_trunc('milliseconds', ${rawTime} at time zone 'UTC')`

/** Does what `inWindow` does, written as the indexed expression so that the index is used. */
function inRawWindow({ from, to }: Window): RawBuilder<unknown> {
  const utc = (time: Date) => sql`(${time}::timestamptz at time zone 'UTC')`
  return and([...(from ? [sql`${rawTime} >= ${utc(from)}`] : []), ...(to ? [sql`${rawTime} < ${utc(to)}`] : [])])
}

function isBelow(position: RawBuilder<unknown>, before: Cursor | undefined): RawBuilder<unknown> {
  return before ? sql`(${position}) < (${before.receivedAt}, ${before.id})` : sql`true`
}
