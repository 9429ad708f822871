import { isIPv4 } from 'node:net'
import type { Filters, MetricName } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import { escapeLike } from '../storage/escape-like.ts'
import { containsText, type TextHashes } from '../storage/tables/texts.ts'
import type { Span } from './split-window.ts'

/** Filters as they are asked of the database: times read, searched texts looked up. */
export interface Conditions extends Omit<Filters, 'from' | 'to' | 'device' | 'q' | 'vital'> {
  from: Date | undefined
  to: Date | undefined
  /** Any of these classes; '' is none. */
  device: string[] | undefined
  vital: { metric: MetricName; above: number | undefined; upTo: number | undefined } | undefined
  search: { q: string; hashes: TextHashes | undefined } | undefined
  /** Those that have an error of this group, beside the one that may be asked for. */
  ofGroup?: string
  /** Only these of the page views that match. */
  sample?: Sample
}

/** Page views that stand for all that match, each for so many. */
export interface Sample {
  /** Numbers of their rows. */
  ids: number[]
  weight: number
}

const columns = {
  browser: 'browser_name',
  os: 'os_name',
  host: 'host',
  visitorId: 'visitor_id',
  fingerprint: 'fingerprint_hash',
} as const

/** Whether only page views with errors match. The planner takes what is asked twice for less. */
export function areErroneous({ hasErrors, groupKey, ofGroup }: Conditions): boolean {
  return hasErrors === true || groupKey !== undefined || ofGroup !== undefined
}

/** SQL on a row of facts that is called f. True for all rows where there is nothing to ask. */
export function matches(conditions: Conditions): RawBuilder<boolean> {
  if (conditions.sample) {
    return all([sql`f.debug_data_id = any(${integers(conditions.sample.ids)})`, inSpan(sql`f.received_at`, conditions)])
  }
  // of a group's errors those with a text are looked up: both sought at once, the planner reads all page views
  const hasError = (conditions.groupKey ?? conditions.ofGroup) ? errorOfRow : errorOfAny
  return all([...ofColumns(conditions), ...ofErrorGroup(conditions), ...ofSearch(conditions, hasError)])
}

/** The same, its errors looked up row by row: for few rows. */
export function matchesEach(conditions: Conditions): RawBuilder<boolean> {
  return all([...ofColumns(conditions), ...ofErrorGroup(conditions, errorOfRow), ...ofSearch(conditions, errorOfRow)])
}

/** The same without what is asked of errors and texts, which have indexes of their own to begin with. */
export function matchesColumns(conditions: Conditions): RawBuilder<boolean> {
  return all(ofColumns(conditions))
}

export function inSpan(time: RawBuilder<unknown>, { from, to }: Span): RawBuilder<boolean> {
  return all([...(from ? [sql`${time} >= ${from}`] : []), ...(to ? [sql`${time} < ${to}`] : [])])
}

/** Many numbers as one text: as an array of the driver's each would be quoted by itself. */
export function integers(numbers: number[]): RawBuilder<number[]> {
  return sql`${`{${numbers}}`}::integer[]`
}

export function all(conditions: RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** What is asked of columns that have an index by time, each by itself. */
export function ofIndexes({ path, device, hasErrors, ...others }: Conditions): RawBuilder<unknown>[] {
  return [
    ...ofValues(others),
    // rows of several classes are not in the order of time
    ...(device?.length === 1 ? [ofDevices(device)] : []),
    ...(path === undefined || path.endsWith('*') ? [] : [ofPath(path)]),
    ...(hasErrors ? [sql`f.error_count > 0`] : []),
  ]
}

function ofValues(conditions: Pick<Conditions, keyof typeof columns>): RawBuilder<unknown>[] {
  return (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) =>
    conditions[name] === undefined ? [] : [sql`f.${sql.id(columns[name])} = ${conditions[name]}`],
  )
}

function ofColumns({ from, to, device, path, hasErrors, ip, ...others }: Conditions): RawBuilder<unknown>[] {
  const conditions = ofValues(others)
  if (from || to) conditions.push(inSpan(sql`f.received_at`, { from, to }))
  if (device !== undefined) conditions.push(ofDevices(device))
  if (path !== undefined) conditions.push(ofPath(path))
  if (ip !== undefined)
    conditions.push(sql`f.debug_data_id in (select d.id from debug_data d where ${isOfAddress(ip)})`)
  if (hasErrors !== undefined) conditions.push(hasErrors ? sql`f.error_count > 0` : sql`f.error_count = 0`)
  return [...conditions, ...ofVital(others)]
}

/** Whether a raw row d is from a canonical address. The predecessor stored some IPv4 addresses in IPv6 form. */
export function isOfAddress(ip: string): RawBuilder<boolean> {
  return isIPv4(ip) ? sql`d.ip in (${ip}, ${`::ffff:${ip}`})` : sql`d.ip = ${ip}`
}

/** Of page views as they ended: the numbers of a metric are theirs. */
function ofVital({ vital }: Pick<Conditions, 'vital'>): RawBuilder<unknown>[] {
  if (!vital) return []
  const column = measurement(vital.metric)
  return [
    sql`f.is_current and ${column} is not null`,
    ...(vital.above === undefined ? [] : [sql`${column} > ${vital.above}`]),
    ...(vital.upTo === undefined ? [] : [sql`${column} <= ${vital.upTo}`]),
  ]
}

/** The column that holds a metric. */
export function measurement(metric: MetricName): RawBuilder<number> {
  return sql`f.${sql.id(metric === 'cls' ? 'cls' : `${metric}_ms`)}`
}

function ofDevices(devices: string[]): RawBuilder<unknown> {
  const known = devices.filter((device) => device !== '')
  const isKnown = known.length === 1 ? sql`f.device = ${known[0]}` : sql`f.device = any(${known}::text[])`
  return known.length < devices.length ? sql`(${isKnown} or f.device is null)` : isKnown
}

function ofPath(path: string): RawBuilder<unknown> {
  return path.endsWith('*') ? sql`f.path like ${`${escapeLike(path.slice(0, -1))}%`}` : sql`f.path = ${path}`
}

/** Whether a row of facts f has an error e of which this is true; errors have the time of their page view. */
type HasError = (condition: RawBuilder<unknown>, span: Span) => RawBuilder<unknown>

const errorOfAny: HasError = (condition, span) =>
  sql`f.debug_data_id in (select e.debug_data_id from errors e where ${condition} and ${inSpan(sql`e.received_at`, span)})`

const errorOfRow: HasError = (condition) =>
  sql`(f.error_count > 0 and exists (select from errors e
    where e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id and ${condition}))`

function ofErrorGroup({ groupKey, ofGroup, from, to }: Conditions, hasError = errorOfAny): RawBuilder<unknown>[] {
  const asked = [groupKey, ofGroup].filter((key) => key !== undefined)
  return asked.map((key) => hasError(sql`e.group_key = ${key}`, { from, to }))
}

function ofSearch({ search, from, to }: Conditions, hasError = errorOfAny): RawBuilder<unknown>[] {
  if (!search) return []
  const { q, hashes } = search
  const among = (kind: keyof TextHashes) =>
    hashes
      ? sql`any(${hashes[kind]}::bigint[])`
      : sql`any(array(select t.hash from texts t where t.kind = ${kind} and ${containsText(q)}))`
  return [
    sql`(f.url_hash = ${among('url')} or f.user_agent_hash = ${among('userAgent')}
      or ${hasError(sql`e.message_hash = ${among('message')}`, { from, to })})`,
  ]
}
