import { isIPv4 } from 'node:net'
import { dimensionInfo, dimensions, type MetricName, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import type { PathPattern } from '../identity/path-pattern.ts'
import { escapeLike } from '../storage/escape-like.ts'
import { submissionKey } from '../storage/same-submission.ts'
import type { Filter, Window } from './filter.ts'
import { isOwnReferrer } from './own-referrer.ts'
import { containsText, type FoundTexts, referenceContains } from './search-texts.ts'

/**
 * SQL that is true for a matching row f of `facts` or `page_view_samples`, whose columns have the same names. It is true for
 * every row if there is no filter.
 */
export function matches(filter: Filter): RawBuilder<boolean> {
  const {
    window,
    values,
    pathPatterns = [],
    hasErrors,
    hasAnyError,
    noise,
    isOwn,
    reason,
    kind,
    visitorId,
    userId,
    tag,
    reference,
    referrerHost,
    fingerprint,
    ip,
    groupKeys = [],
    vital,
    search,
  } = filter
  return and([
    inWindow(sql`f.received_at`, window),
    ...dimensions.flatMap((name) => {
      const wanted = values[name]
      return wanted ? [isAnyOf(sql.raw(`f.${dimensionInfo[name].column}`), wanted)] : []
    }),
    ...pathPatterns.flatMap(matchesPattern),
    ...(hasErrors === undefined ? [] : [hasErrors ? hasMoreThanNoise : sql`not ${hasMoreThanNoise}`]),
    ...(hasAnyError ? [sql`f.error_count > 0`] : []),
    ...(noise === undefined ? [] : [hasError(isNoise(noise), window)]),
    ...(isOwn === undefined ? [] : [isOwn ? sql`f.is_own` : sql`not f.is_own`]),
    ...(reason === undefined ? [] : [hasReason(reason)]),
    ...(kind === undefined ? [] : [kind === 'report' ? sql`f.is_report` : sql`not f.is_report`]),
    ...(visitorId === undefined ? [] : [sql`f.visitor_id = ${visitorId}`]),
    ...(userId === undefined ? [] : [sql`f.user_id = ${userId}`]),
    ...(reference === undefined ? [] : [sql`f.reference = ${reference}`]),
    ...(referrerHost === undefined ? [] : [sql`f.referrer_host = ${referrerHost} and not ${isOwnReferrer}`]),
    ...(tag === undefined ? [] : [sql`f.tags like ${`%\n${escapeLike(tag)}\n%`}`]),
    ...(fingerprint === undefined ? [] : [sql`f.fingerprint_hash = ${fingerprint}`]),
    ...(ip === undefined
      ? []
      : [sql`(${submissionKey('f')}) in (select ${submissionKey('d')} from debug_data d where ${isOfAddress(ip)})`]),
    ...groupKeys.map((members) => hasError(sql`e.group_key = any(${members}::text[])`, window)),
    ...(vital === undefined ? [] : measured(vital)),
    ...(search === undefined ? [] : [contains(search, window)]),
  ])
}

/** SQL that is true for a row with an error that is no noise. The first condition has an index. */
const hasMoreThanNoise = sql`(f.error_count > 0 and f.error_count > f.noise_count)`

/** SQL that is true for a raw row d with a canonical IP address. The predecessor stored some IPv4 addresses in IPv6 form. */
export function isOfAddress(ip: string): RawBuilder<boolean> {
  return isIPv4(ip) ? sql`d.ip in (${ip}, ${`::ffff:${ip}`})` : sql`d.ip = ${ip}`
}

export function inWindow(time: RawBuilder<unknown>, { from, to }: Window): RawBuilder<boolean> {
  return and([...(from ? [sql`${time} >= ${from}`] : []), ...(to ? [sql`${time} < ${to}`] : [])])
}

export function and(conditions: RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** The column that holds a metric. */
export function metricColumn(metric: MetricName): RawBuilder<number> {
  return sql.raw(`f.${metrics[metric].column}`)
}

function isAnyOf(column: RawBuilder<unknown>, values: string[]): RawBuilder<unknown> {
  const known = values.filter((value) => value !== '')
  if (known.length === 0) return sql`${column} is null`
  const isKnown = known.length === 1 ? sql`${column} = ${known[0]}` : sql`${column} = any(${known}::text[])`
  return known.length < values.length ? sql`(${isKnown} or ${column} is null)` : isKnown
}

function matchesPattern({ prefix, expression }: PathPattern): RawBuilder<unknown>[] {
  const begins = sql`f.path like ${`${escapeLike(prefix)}%`}`
  return expression === undefined ? [begins] : [begins, sql`f.path ~ ${expression}`]
}

/** SQL that is true for a row whose metric is in a range. */
function measured({ metric, above, upTo }: NonNullable<Filter['vital']>): RawBuilder<unknown>[] {
  const column = metricColumn(metric)
  return [
    sql`${column} is not null`,
    ...(above === undefined ? [] : [sql`${column} > ${above}`]),
    ...(upTo === undefined ? [] : [sql`${column} <= ${upTo}`]),
  ]
}

/** True for a row whose metric has a reason with a target. */
function hasReason({ metric, target }: NonNullable<Filter['reason']>): RawBuilder<unknown> {
  const column = sql.raw(`f.${metrics[metric].element?.column}`)
  const isTarget = target === '' ? sql`r.target is null` : sql`r.target = ${target}`
  return sql`${column} = any(array(select r.reason_key from reasons r where r.metric = ${metric} and ${isTarget}))`
}

/** True for an error e whose group is noise, or is not. */
function isNoise(noise: boolean): RawBuilder<unknown> {
  return sql`e.group_key in (select g.group_key from error_groups g where ${noise ? sql`g.noise is not null` : sql`g.noise is null`})`
}

/** SQL that is true for a row with an error e. Errors have the time of their page view. */
function hasError(condition: RawBuilder<unknown>, window: Window): RawBuilder<unknown> {
  return sql`(f.error_count > 0 and (${submissionKey('f')}) in (select ${submissionKey('e')} from errors e
    where ${condition} and ${inWindow(sql`e.received_at`, window)}))`
}

/** SQL that is true for a row whose URL, user agent, error messages or reference contain a text. Each of them has an index. */
function contains({ q, found }: NonNullable<Filter['search']>, window: Window): RawBuilder<unknown> {
  const among = (kind: keyof FoundTexts['hashes']) =>
    found
      ? sql`any(${found.hashes[kind]}::bigint[])`
      : sql`any(array(select t.hash from texts t where t.kind = ${kind} and ${containsText(q)}))`
  const isReference = found ? sql`f.reference = any(${found.references}::text[])` : referenceContains(q)
  return sql`(f.url_hash = ${among('url')} or f.user_agent_hash = ${among('userAgent')} or ${isReference}
    or ${hasError(sql`e.message_hash = ${among('message')}`, window)})`
}
