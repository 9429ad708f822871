import type { Dimension, Interval } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { otherValue, type RollupDimension, type RollupMetric, rollupDimensions } from '../storage/tables/rollups.ts'
import { all, type Conditions, inSpan, matches, measurement } from './conditions.ts'
import { type Edge, type Span, splitWindow } from './split-window.ts'

/** What is counted, and of which page views. */
export interface Question {
  metric: RollupMetric
  conditions: Conditions
  /** Tells times apart. */
  interval?: Interval
  /** Of the errors only those of this group. */
  group?: string
}

/** What is told apart. */
export interface Breakdown {
  /** The values of a dimension. */
  by?: Dimension | 'groupKey'
  /** Only these of them. */
  values?: (string | null)[]
}

/** Rows to sum up, in SQL: where they are, and what is told apart there: the place of a breakdown, a time, a value. */
export interface Source {
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
  breakdown: RawBuilder<unknown>
  at: RawBuilder<unknown>
  value: RawBuilder<unknown>
}

/** Rows of facts f; `sign` says whether one counts once more or once less. */
export interface FactsSource extends Source {
  sign: RawBuilder<unknown>
}

/**
 * Where the numbers of one answer come from. With at most one dimension as filter: rollups r of whole hours and days, what
 * is queued for them (so that an answer is complete at once), and the facts at the edges of the window. Else the facts that
 * match. To be put together in one statement: that sees all of them at one moment, so that nothing is counted twice or
 * left out while the rollups change.
 */
export interface Sources {
  rollups: Source[]
  facts: FactsSource[]
}

export async function sourcesOf(db: Database, question: Question, breakdowns: Breakdown[]): Promise<Sources> {
  const { conditions, interval } = question
  const filter = oneFilter(question)
  const placed = breakdowns.map((breakdown, place) => ({ ...breakdown, place }))
  if (filter === 'several' || (filter && (await isPartlyOther(db, filter, conditions)))) {
    return { rollups: [], facts: [ofFacts(question, placed, matches(conditions), { ...conditions, sign: 1 })] }
  }
  const now = new Date()
  const others = matches({ ...conditions, from: undefined, to: undefined })
  const kinds = Map.groupBy(placed, (breakdown) => isPair(breakdown, filter))
  const parts = [...kinds].map(([isPair, alike]): Sources => {
    const split = splitWindow(conditions, now, { hasHours: !isPair, hasDays: interval !== 'hour' })
    const rollups = alike.flatMap((breakdown) => {
      const cell = cellOf(breakdown, filter)
      const ofLevel = (level: string) => (span: Span) => ({
        from: sql`rollups r`,
        where: all([sql`r.level = ${level}`, cell.where, inSpan(sql`r.bucket_start`, span)]),
        breakdown: sql.lit(breakdown.place),
        at: at(interval, sql`r.bucket_start`),
        value: cell.value,
      })
      return [...split.days.map(ofLevel('day')), ...split.hours.map(ofLevel('hour'))]
    })
    const edges = split.edges.map((edge) =>
      ofFacts(question, alike, all([inSpan(sql`f.received_at`, edge), others]), edge),
    )
    const queued = split.covered
      ? [ofQueue(question, alike, all([inSpan(sql`f.received_at`, split.covered), others]))]
      : []
    return { rollups, facts: [...edges, ...queued] }
  })
  return { rollups: parts.flatMap(({ rollups }) => rollups), facts: parts.flatMap(({ facts }) => facts) }
}

/** Its place among those that are asked for. */
type PlacedBreakdown = Breakdown & { place: number }

interface Filter {
  dimension: RollupDimension
  value: string
}

/** The one dimension that is asked for, if there is not more to it than the rollups know. */
function oneFilter({ conditions: { from, to, ...conditions }, group }: Question): Filter | undefined | 'several' {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined)
  if (group !== undefined) {
    // who has an error of a group has errors
    const isImplied = given.every(([name, value]) => name === 'hasErrors' && value === true)
    return isImplied ? { dimension: 'groupKey', value: group } : 'several'
  }
  if (given.length === 0) return undefined
  const [name, value] = given[0] as [string, unknown]
  const dimension = rollupDimensions.find((known) => known === name)
  if (given.length > 1 || !dimension || dimension === 'groupKey' || value === otherValue) return 'several'
  if (dimension === 'path' && String(value).endsWith('*')) return 'several'
  return { dimension, value: String(value) }
}

/** Whether on some day in the window page views with this value were counted among others. */
async function isPartlyOther(db: Database, { dimension, value }: Filter, { from, to }: Conditions): Promise<boolean> {
  const { rows } =
    await sql`select from rollups r where r.level = 'day' and r.dimension = ${dimension} and r.dimension2 = '' and r.value = ${otherValue} and r.page_views <> 0
    and ${inSpan(sql`r.bucket_start`, { from: from && new Date(from.getTime() - 86_400_000), to })}
    and not exists (select from rollups own where own.level = 'day' and own.dimension = r.dimension and own.dimension2 = '' and own.value = ${value}
      and own.bucket_start = r.bucket_start)
    limit 1`.execute(db)
  return rows.length > 0
}

/** Whether two dimensions are asked of each page view. */
function isPair({ by }: Breakdown, filter: Filter | undefined): boolean {
  return filter !== undefined && by !== undefined && by !== filter.dimension
}

/** Which rows of the rollups hold the answer, and in which column of them is what is told apart. */
function cellOf({ by, values }: Breakdown, filter: Filter | undefined) {
  const wanted = (column: RawBuilder<unknown>) =>
    values ? sql`${column} = any(${values.map((value) => value ?? '')}::text[])` : sql`${column} <> ${otherValue}`
  if (by === undefined || by === filter?.dimension) {
    const { dimension = '', value = '' } = filter ?? {}
    return {
      where: sql`r.dimension = ${dimension} and r.dimension2 = '' and r.value = ${value}`,
      value: by === undefined ? sql`null::text` : sql`nullif(r.value, '')`,
    }
  }
  if (!filter) {
    return {
      where: sql`r.dimension = ${by} and r.dimension2 = '' and ${wanted(sql`r.value`)}`,
      value: sql`nullif(r.value, '')`,
    }
  }
  const isFirst = rollupDimensions.indexOf(by) < rollupDimensions.indexOf(filter.dimension)
  const [first, second] = isFirst ? [by, filter.dimension] : [filter.dimension, by]
  const [own, others] = isFirst ? [sql`r.value`, sql`r.value2`] : [sql`r.value2`, sql`r.value`]
  return {
    where: sql`r.dimension = ${first} and r.dimension2 = ${second} and ${others} = ${filter.value} and ${wanted(own)}`,
    value: sql`nullif(${own}, '')`,
  }
}

function ofFacts(
  question: Question,
  breakdowns: PlacedBreakdown[],
  where: RawBuilder<unknown>,
  { sign, ...span }: Edge,
): FactsSource {
  const { told, ...row } = ofRow(question, breakdowns)
  if (breakdowns.length > 1 && question.metric === 'pageViews' && !question.interval) {
    return {
      ...row,
      from: sql`${countedAlike(breakdowns, all([sql`f.is_current`, where]))} ${told}`,
      where: wantedValues(breakdowns),
      sign: sql`f.page_views * ${sql.lit(sign)}`,
    }
  }
  const facts =
    question.group === undefined ? sql`facts f ${eachGroup(question, breakdowns)}` : factsOfGroup(question.group, span)
  return {
    ...row,
    from: sql`${facts} ${told}`,
    where: all([sql`f.is_current`, where, wantedFacts(question), wantedValues(breakdowns)]),
    sign: sql.lit(sign),
  }
}

/** Page views f that have all values in common are counted before the values are told apart: of those there are fewer. */
function countedAlike(breakdowns: PlacedBreakdown[], where: RawBuilder<unknown>): RawBuilder<unknown> {
  const values = sql.join(breakdowns.flatMap(({ by }) => (by ? [factsValue(by)] : [])))
  return sql`(select ${values}, count(*) as page_views from facts f where ${where} group by ${values}) f`
}

function ofQueue(question: Question, breakdowns: PlacedBreakdown[], where: RawBuilder<unknown>): FactsSource {
  const { told, ...row } = ofRow(question, breakdowns)
  return {
    ...row,
    from: sql`rollup_queue q join facts f on f.page_view_id = q.page_view_id and f.debug_data_id = q.debug_data_id
      ${eachGroup(question, breakdowns)} ${told}`,
    where: all([where, wantedFacts(question), wantedValues(breakdowns)]),
    sign: sql`q.sign`,
  }
}

/** What is told apart of a row of facts, each row read once for all breakdowns. */
function ofRow({ interval }: Question, breakdowns: PlacedBreakdown[]) {
  const values = breakdowns.map(({ place, by }) => sql`(${sql.lit(place)}, ${by ? factsValue(by) : sql`null::text`})`)
  return {
    told: sql`cross join lateral (values ${sql.join(values)}) told (breakdown, value)`,
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
  return sql`(select e.page_view_id, e.debug_data_id, e.group_key, sum(e.count) as count from errors e
      where e.group_key = ${group} and ${inSpan(sql`e.received_at`, { from, to })}
      group by e.page_view_id, e.debug_data_id, e.group_key) e
    cross join lateral (select * from facts f
      where f.page_view_id = e.page_view_id and f.debug_data_id = e.debug_data_id offset 0) f`
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

function at(interval: Interval | undefined, time: RawBuilder<unknown>): RawBuilder<unknown> {
  return interval ? sql`date_trunc(${sql.lit(interval)}, ${time}, 'UTC')` : sql`null::timestamptz`
}
