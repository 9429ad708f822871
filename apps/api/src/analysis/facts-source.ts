import { type RawBuilder, sql } from 'kysely'
import { all, inSpan, integers, measurement, type Sample } from './conditions.ts'
import { at, type Breakdown, numbered, type PlacedBreakdown, type Question, type Source } from './source.ts'
import type { Span } from './split-window.ts'

/** Rows of facts f; `sign` says whether one counts once more or once less. */
export interface FactsSource extends Source {
  sign: RawBuilder<unknown>
}

/**
 * Errors of page views whose numbers are known, by group alone: those are not looked at again. For `ofFacts` each would be
 * looked up twice.
 */
export function ofErrors(
  { interval }: Question,
  { values }: Breakdown,
  { ids, weight }: Sample,
  span: Span,
): FactsSource {
  return {
    from: sql`(select e.debug_data_id, e.group_key, e.received_at, sum(e.count) as count from errors e
      where e.debug_data_id = any(${integers(ids)}) and ${inSpan(sql`e.received_at`, span)}
      group by e.debug_data_id, e.group_key, e.received_at) e`,
    where: values ? sql`e.group_key = any(${values}::text[])` : sql`true`,
    breakdown: sql`0`,
    at: at(interval, sql`e.received_at`),
    value: sql`e.group_key`,
    sign: sql.lit(weight),
  }
}

/** The page views that match; `sign` may be how many each stands for. */
export function ofFacts(
  question: Question,
  breakdowns: PlacedBreakdown[],
  where: RawBuilder<unknown>,
  { sign, ...span }: Span & { sign: number },
): FactsSource {
  const { told, ...row } = ofRow(question, breakdowns)
  // those that were found stay the ones, though one may be replaced before all is asked of them
  const isCurrent = question.conditions.sample ? [] : [sql`f.is_current`]
  if (breakdowns.length > 1 && question.metric === 'pageViews' && !question.interval) {
    return {
      ...row,
      from: sql`${countedAlike(breakdowns, all([...isCurrent, where]))} ${told}`,
      where: wantedValues(breakdowns),
      sign: sql`f.page_views * ${sql.lit(sign)}`,
    }
  }
  const facts =
    question.group === undefined ? sql`facts f ${eachGroup(question, breakdowns)}` : factsOfGroup(question.group, span)
  return {
    ...row,
    from: sql`${facts} ${told}`,
    where: all([...isCurrent, where, wantedFacts(question), wantedValues(breakdowns)]),
    sign: sql.lit(sign),
  }
}

/** Page views f that have all values in common are counted before the values are told apart: of those there are fewer. */
function countedAlike(breakdowns: PlacedBreakdown[], where: RawBuilder<unknown>): RawBuilder<unknown> {
  const values = sql.join(breakdowns.flatMap(({ by }) => (by ? [factsValue(by)] : [])))
  return sql`(select ${values}, count(*) as page_views from facts f where ${where} group by ${values}) f`
}

/** What the rollups do not hold yet, or hold and should not. */
export function ofQueue(question: Question, breakdowns: PlacedBreakdown[], where: RawBuilder<unknown>): FactsSource {
  const { told, ...row } = ofRow(question, breakdowns)
  return {
    ...row,
    from: sql`rollup_queue q join facts f on f.page_view_id = q.page_view_id and f.debug_data_id = q.debug_data_id
        and f.received_at = q.received_at
      ${eachGroup(question, breakdowns)} ${told}`,
    where: all([where, wantedFacts(question), wantedValues(breakdowns)]),
    sign: sql`q.sign`,
  }
}

/** What is told apart of a row of facts, each row read once for all breakdowns. */
function ofRow({ interval }: Question, breakdowns: PlacedBreakdown[]) {
  const values = breakdowns.map(({ by }) => (by ? factsValue(by) : sql`null::text`))
  const places = breakdowns.map(({ place }) => place)
  return {
    told: numbered(values, 'text', sql`told (breakdown, value)`, places),
    breakdown: sql`told.breakdown`,
    at: at(interval, sql`f.received_at`),
    value: sql`told.value`,
  }
}

/**
 * Facts f with one error group e. They are looked up one by one: the planner takes the two columns of the key for
 * independent and would read all page views with errors for the few of this group.
 */
function factsOfGroup(group: string, { from, to }: Span): RawBuilder<unknown> {
  return sql`(select e.page_view_id, e.debug_data_id, e.received_at, e.group_key, sum(e.count) as count from errors e
      where e.group_key = ${group} and ${inSpan(sql`e.received_at`, { from, to })}
      group by e.page_view_id, e.debug_data_id, e.received_at, e.group_key) e
    cross join lateral (select * from facts f
      where f.page_view_id = e.page_view_id and f.debug_data_id = e.debug_data_id and f.received_at = e.received_at
      offset 0) f`
}

/** Each error group of a page view once. */
function eachGroup({ group }: Question, breakdowns: Breakdown[]): RawBuilder<unknown> {
  if (group === undefined && !breakdowns.some(({ by }) => by === 'groupKey')) return sql``
  const isWanted = group === undefined ? sql`true` : sql`e.group_key = ${group}`
  return sql`cross join lateral (select e.group_key, sum(e.count) as count from errors e
    where e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id and ${isWanted} group by e.group_key) e`
}

function wantedFacts({ metric }: Question): RawBuilder<unknown> {
  if (metric === 'errors') return sql`f.error_count > 0`
  return metric === 'pageViews' ? sql`true` : sql`${measurement(metric)} is not null`
}

function wantedValues(breakdowns: PlacedBreakdown[]): RawBuilder<unknown> {
  if (breakdowns.every(({ values }) => values === undefined)) return sql`true`
  const wanted = breakdowns.map(({ place, values }) =>
    values
      ? sql`told.breakdown = ${sql.lit(place)} and coalesce(told.value, '') = any(${values.map((value) => value ?? '')}::text[])`
      : sql`told.breakdown = ${sql.lit(place)}`,
  )
  return sql`(${sql.join(wanted, sql` or `)})`
}

function factsValue(by: NonNullable<Breakdown['by']>): RawBuilder<unknown> {
  switch (by) {
    case 'browser':
    case 'os':
      return sql`f.${sql.id(`${by}_name`)}`
    case 'groupKey':
      return sql`e.group_key`
    default:
      return sql`f.${sql.id(by)}`
  }
}
