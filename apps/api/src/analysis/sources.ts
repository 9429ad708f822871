import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { otherValue, pageDimensions } from '../storage/tables/rollups.ts'
import { bucketMs, hoursBetween } from './buckets.ts'
import { all, type Conditions, inSpan, matches } from './conditions.ts'
import { type FactsSource, ofErrors, ofFacts, ofQueue } from './facts-source.ts'
import { type Filter, ofRollups } from './rollup-source.ts'
import type { Breakdown, Question, Source } from './source.ts'
import { type Buckets, type Span, type SplitWindow, splitWindow } from './split-window.ts'
import { summedUpNow } from './summed-up-now.ts'

/**
 * Where the numbers of one answer come from. With at most one dimension as filter: rollups r of whole buckets (days down to ten minutes), what
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
    const { sample } = conditions
    const [breakdown] = breakdowns
    if (sample && breakdown?.by === 'groupKey' && breakdowns.length === 1) {
      return { rollups: [], facts: [ofErrors(question, breakdown, sample, conditions)] }
    }
    const sign = sample?.weight ?? 1
    return { rollups: [], facts: [ofFacts(question, placed, matches(conditions), { ...conditions, sign })] }
  }
  const now = new Date()
  const others = matches({ ...conditions, from: undefined, to: undefined })
  const hasDays = interval !== 'hour'
  const { isPaired, hasTenMinutes } = await summedUpNow(db, now)
  const areSummedUp = (start: number) => hoursBetween(start, start + bucketMs.sixHours).every(isPaired)
  const buckets = { hasHours: true, hasDays, areSummedUp, hasTenMinutes }
  const parts = [...Map.groupBy(placed, (breakdown) => isPair(breakdown, filter))].map(([isPair, alike]): Sources => {
    const split = isPair ? splitForPairs(conditions, now, buckets, isPaired) : splitWindow(conditions, now, buckets)
    const rollups = alike.flatMap((breakdown) => [
      ...split.days.flatMap((span) => ofRollups(question, breakdown, filter, { level: 'day', span })),
      ...split.sixHours.flatMap((span) => ofRollups(question, breakdown, filter, { level: 'sixHours', span })),
      ...split.hours.flatMap((span) => ofRollups(question, breakdown, filter, { level: 'hour', span })),
      ...split.tenMinutes.flatMap((span) => ofRollups(question, breakdown, filter, { level: 'tenMinutes', span })),
    ])
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

/** Whether there is more to a question than the rollups know, so that facts are looked at one by one. */
export function isOfFacts(question: Question): boolean {
  return oneFilter(question) === 'several'
}

/** The one dimension that is asked for, if there is not more to it than the rollups know. */
function oneFilter({
  metric,
  conditions: { from, to, ...conditions },
  group,
}: Question): Filter | undefined | 'several' {
  // where there are errors is asked of errors
  const asked =
    metric === 'errors' && conditions.hasErrors === true ? { ...conditions, hasErrors: undefined } : conditions
  const given = Object.values(asked).filter((value) => value !== undefined)
  if (group !== undefined) return given.length === 0 ? { dimension: 'groupKey', values: [group] } : 'several'
  if (given.length === 0) return undefined
  return given.length === 1 ? (filtersOf(asked)[0] ?? 'several') : 'several'
}

/** What is asked for that rollups know, by itself. */
export function filtersOf(conditions: Partial<Conditions>): Filter[] {
  return pageDimensions.flatMap((dimension) => {
    const value = conditions[dimension]
    if (value === undefined || value === otherValue) return []
    if (dimension === 'path' && String(value).endsWith('*')) return []
    return [{ dimension, values: Array.isArray(value) ? value : [String(value)] }]
  })
}

/** Whether on some day in the window page views with this value were counted among others. Of the few classes of devices none ever is. */
export async function isPartlyOther(db: Database, { dimension, values }: Filter, span: Span): Promise<boolean> {
  if (dimension === 'device') return false
  const { rows } =
    await sql`select from rollups r where r.level = 'day' and r.dimension = ${dimension} and r.dimension2 = '' and r.value = ${otherValue} and r.page_views <> 0
    and ${inDays(span)}
    and not exists (select from rollups own where own.level = 'day' and own.dimension = r.dimension and own.dimension2 = '' and own.value = ${values[0]}
      and own.bucket_start = r.bucket_start)
    limit 1`.execute(db)
  return rows.length > 0
}

/** The rollups r of days that a span is in. */
export function inDays({ from, to }: Span): RawBuilder<boolean> {
  return inSpan(sql`r.bucket_start`, { from: from && new Date(from.getTime() - bucketMs.day), to })
}

/** Pairs of dimensions are summed up by day, and for some time by hour. */
function splitForPairs(window: Span, now: Date, buckets: Buckets, isPaired: (hour: number) => boolean): SplitWindow {
  // ten minutes have none
  const hourly = { ...buckets, hasTenMinutes: () => false }
  const byHour = splitWindow(window, now, hourly)
  const arePaired = byHour.hours.every(
    ({ from, to }) => from && to && hoursBetween(Number(from), Number(to)).every(isPaired),
  )
  return arePaired ? byHour : splitWindow(window, now, { ...hourly, hasHours: false })
}

/** Whether two dimensions are asked of each page view. */
function isPair({ by }: Breakdown, filter: Filter | undefined): boolean {
  return filter !== undefined && by !== undefined && by !== filter.dimension
}
