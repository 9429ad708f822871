import type { Dimension, Interval } from '@collector/schema'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { otherValue, type RollupDimension, type RollupMetric, rollupDimensions } from '../storage/tables/rollups.ts'
import { all, type Conditions, inSpan, matches, measurement } from './conditions.ts'
import { type Edge, type Span, splitWindow } from './split-window.ts'

/** What is counted, of which page views, and what is told apart. */
export interface Question {
  metric: RollupMetric
  conditions: Conditions
  /** Tells the values of a dimension apart. */
  by?: Dimension | 'groupKey' | 'hasErrors'
  /** Only these values of it. */
  values?: (string | null)[]
  /** Tells times apart. */
  interval?: Interval
  /** Of the errors only those of this group. */
  group?: string
}

/** Rows to sum up, in SQL: where they are, and what the time and the value told apart are called there. */
export interface Source {
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
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

export async function sourcesOf(db: Database, question: Question): Promise<Sources> {
  const { conditions, interval } = question
  const filter = oneFilter(question)
  if (filter === 'several' || (filter && (await isPartlyOther(db, filter, conditions)))) {
    return { rollups: [], facts: [ofFacts(question, matches(conditions), { ...conditions, sign: 1 })] }
  }
  const cell = cellOf(question, filter)
  const split = splitWindow(conditions, new Date(), { hasHours: !cell.isPair, hasDays: interval !== 'hour' })
  const others = matches({ ...conditions, from: undefined, to: undefined })
  const ofLevel = (level: string) => (span: Span) => ({
    from: sql`rollups r`,
    where: all([sql`r.level = ${level}`, cell.where, inSpan(sql`r.bucket_start`, span)]),
    at: at(interval, sql`r.bucket_start`),
    value: cell.value,
  })
  const queued = split.covered ? [ofQueue(question, all([inSpan(sql`f.received_at`, split.covered), others]))] : []
  return {
    rollups: [...split.days.map(ofLevel('day')), ...split.hours.map(ofLevel('hour'))],
    facts: [
      ...split.edges.map((edge) => ofFacts(question, all([inSpan(sql`f.received_at`, edge), others]), edge)),
      ...queued,
    ],
  }
}

interface Filter {
  dimension: RollupDimension
  value: string
}

/** The one dimension that is asked for, if there is not more to it than the rollups know. */
function oneFilter({ conditions: { from, to, ...conditions }, group }: Question): Filter | undefined | 'several' {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined)
  if (group !== undefined) return given.length === 0 ? { dimension: 'groupKey', value: group } : 'several'
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

/** Which rows of the rollups hold the answer, and in which column of them is what is told apart. */
function cellOf({ by, values }: Question, filter: Filter | undefined) {
  const wanted = (column: RawBuilder<unknown>) =>
    values ? sql`${column} = any(${values.map((value) => value ?? '')}::text[])` : sql`${column} <> ${otherValue}`
  if (by === undefined || by === filter?.dimension) {
    const { dimension = '', value = '' } = filter ?? {}
    return {
      isPair: false,
      where: sql`r.dimension = ${dimension} and r.dimension2 = '' and r.value = ${value}`,
      value: by === undefined ? sql`null::text` : sql`nullif(r.value, '')`,
    }
  }
  if (!filter) {
    return {
      isPair: false,
      where: sql`r.dimension = ${by} and r.dimension2 = '' and ${wanted(sql`r.value`)}`,
      value: sql`nullif(r.value, '')`,
    }
  }
  const isFirst = rollupDimensions.indexOf(by) < rollupDimensions.indexOf(filter.dimension)
  const [first, second] = isFirst ? [by, filter.dimension] : [filter.dimension, by]
  const [own, others] = isFirst ? [sql`r.value`, sql`r.value2`] : [sql`r.value2`, sql`r.value`]
  return {
    isPair: true,
    where: sql`r.dimension = ${first} and r.dimension2 = ${second} and ${others} = ${filter.value} and ${wanted(own)}`,
    value: sql`nullif(${own}, '')`,
  }
}

function ofFacts(question: Question, where: RawBuilder<unknown>, { sign, ...span }: Edge): FactsSource {
  return {
    ...ofRows(question, where),
    from: sql`facts f ${question.group === undefined ? eachGroup(question) : ofGroup(question.group, span)}`,
    where: all([sql`f.is_current`, where, wantedFacts(question)]),
    sign: sql.lit(sign),
  }
}

function ofQueue(question: Question, where: RawBuilder<unknown>): FactsSource {
  return {
    ...ofRows(question, where),
    from: sql`rollup_queue q join facts f on f.page_view_id = q.page_view_id and f.debug_data_id = q.debug_data_id
      ${eachGroup(question)}`,
    where: all([where, wantedFacts(question)]),
    sign: sql`q.sign`,
  }
}

function ofRows({ interval, by }: Question, where: RawBuilder<unknown>): Source {
  return { from: sql``, where, at: at(interval, sql`f.received_at`), value: by ? factsValue(by) : sql`null::text` }
}

/** One error group, of the rows it is in: those may be few of those in the window. */
function ofGroup(group: string, { from, to }: Span): RawBuilder<unknown> {
  return sql`join (select e.page_view_id, e.debug_data_id, e.group_key, sum(e.count) as count from errors e
    where e.group_key = ${group} and ${inSpan(sql`e.received_at`, { from, to })}
    group by e.page_view_id, e.debug_data_id, e.group_key) e
    on e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id`
}

/** Each error group of a page view once. */
function eachGroup({ by, group }: Question): RawBuilder<unknown> {
  if (by !== 'groupKey' && group === undefined) return sql``
  const isWanted = group === undefined ? sql`true` : sql`e.group_key = ${group}`
  return sql`cross join lateral (select e.group_key, sum(e.count) as count from errors e
    where e.page_view_id = f.page_view_id and e.debug_data_id = f.debug_data_id and ${isWanted} group by e.group_key) e`
}

function wantedFacts({ metric, by, values }: Question): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = []
  if (metric === 'errors') conditions.push(sql`f.error_count > 0`)
  else if (metric !== 'pageViews') conditions.push(sql`${measurement(metric)} is not null`)
  if (by && values) conditions.push(sql`coalesce(${factsValue(by)}, '') = any(${values.map((v) => v ?? '')}::text[])`)
  return all(conditions)
}

function factsValue(by: NonNullable<Question['by']>): RawBuilder<unknown> {
  switch (by) {
    case 'browser':
    case 'os':
      return sql`f.${sql.id(`${by}_name`)}`
    case 'groupKey':
      return sql`e.group_key`
    case 'hasErrors':
      return sql`(f.error_count > 0)::text`
    default:
      return sql`f.${sql.id(by)}`
  }
}

function at(interval: Interval | undefined, time: RawBuilder<unknown>): RawBuilder<unknown> {
  return interval ? sql`date_trunc(${sql.lit(interval)}, ${time}, 'UTC')` : sql`null::timestamptz`
}
