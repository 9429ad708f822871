import {
  type Dimension,
  dimensions,
  type Filters,
  metricNames,
  metrics,
  type OverviewAnswer,
  rate,
} from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { unresolvedGroups } from '../storage/tables/error-groups.ts'
import { Histogram } from '../storage/tables/histogram.ts'
import { askBreakdowns, askCounts, type Counts } from './ask.ts'
import { askAllHistograms, askHistograms } from './ask-histograms.ts'
import { areErroneous, type Conditions } from './conditions.ts'
import { countErrors } from './error-groups.ts'
import { countOf } from './histogram.ts'
import { breakDown, compare, intervalFor, p75Of } from './metric-answer.ts'
import { readConditions } from './read-conditions.ts'
import { isEstimate, type SampleLimits, sampled, sampledErrors } from './sample.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const maxTop = 10
const maxTopErrors = 5

interface Periods {
  current: Conditions
  previous: Conditions
}

/**
 * What the first screen shows, each number with that of the period just before.
 *
 * @throws RefusedError for a time that is none
 */
export async function overviewAnswer(db: Database, filters: Filters, limits?: SampleLimits): Promise<OverviewAnswer> {
  const conditions = await readConditions(db, filters)
  const to = conditions.to ?? new Date()
  const from = conditions.from ?? new Date(to.getTime() - dayMs)
  const previousFrom = startOfPrevious(from, to)
  const both = { ...conditions, from: previousFrom }
  const matching = await sampled(db, both, limits)
  const areBoth = matching.sample && (!isEstimate(matching) || areErroneous(both))
  const erroneous = areBoth ? matching : await sampledErrors(db, both, limits)
  const periodsOf = (asked: Conditions): Periods => ({
    current: { ...asked, from, to: conditions.to },
    previous: { ...asked, from: previousFrom, to: from },
  })
  const periods = periodsOf(matching)
  const [points, pointsBefore, vitals, errorGroups, slowestPages, tops] = await Promise.all([
    askCounts(db, { conditions: periods.current, interval: intervalFor(periods.current) }),
    askCounts(db, { conditions: periods.previous }),
    vitalsOf(db, periods),
    errorGroupsOf(db, periodsOf(erroneous)),
    slowestPagesOf(db, periods),
    topsOf(db, periods),
  ])
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    previousFrom: previousFrom.toISOString(),
    isEstimate: isEstimate(matching) || isEstimate(erroneous),
    counts: countsOf(points, pointsBefore),
    series: seriesOf(points),
    vitals,
    errorGroups,
    slowestPages,
    paths: tops.path,
    hosts: tops.host,
    browsers: tops.browser,
    os: tops.os,
    devices: tops.device,
  }
}

/**
 * The previous period is as long. Where one of a day or more begins with a whole hour, the one before does too, up to half
 * an hour earlier or later (2 % of a day): both are summed up already, where part of an hour would be counted row by row.
 */
function startOfPrevious(from: Date, to: Date): Date {
  const lengthMs = to.getTime() - from.getTime()
  const isWhole = from.getTime() % hourMs === 0 && lengthMs >= dayMs
  return new Date(from.getTime() - (isWhole ? Math.round(lengthMs / hourMs) * hourMs : lengthMs))
}

async function compared<Value>({ current, previous }: Periods, ask: (conditions: Conditions) => Promise<Value>) {
  const [now, before] = await Promise.all([ask(current), ask(previous)])
  return { current: now, previous: before }
}

function countsOf(now: Counts[], before: Counts[]): OverviewAnswer['counts'] {
  const both = (field: 'pageViews' | 'pageViewsWithErrors' | 'errors') => {
    const sum = (points: Counts[]) => points.reduce((all, point) => all + point[field], 0)
    return { current: sum(now), previous: sum(before) }
  }
  return { pageViews: both('pageViews'), pageViewsWithErrors: both('pageViewsWithErrors'), errors: both('errors') }
}

function seriesOf(points: Counts[]): OverviewAnswer['series'] {
  return points
    .map(({ at, pageViews, errors }) => ({ at: (at as Date).toISOString(), pageViews, errors }))
    .toSorted((a, b) => compare(a.at, b.at))
}

async function vitalsOf(db: Database, periods: Periods): Promise<OverviewAnswer['vitals']> {
  const { current, previous } = await compared(periods, (conditions) => askAllHistograms(db, { conditions }))
  return metricNames.map((metric) => {
    const [now = new Histogram(), before = new Histogram()] = [current.get(metric), previous.get(metric)]
    const p75 = { current: p75Of(metric, now), previous: p75Of(metric, before) }
    return {
      metric,
      unit: metrics[metric].unit,
      count: { current: countOf(now), previous: countOf(before) },
      p75,
      rating: p75.current === null ? null : rate(metrics[metric], p75.current),
    }
  })
}

async function errorGroupsOf(db: Database, periods: Periods): Promise<OverviewAnswer['errorGroups']> {
  const counts = await compared(periods, (conditions) => countErrors(db, conditions))
  const keys = counts.current.map(({ groupKey }) => groupKey)
  const since = periods.current.from as Date
  const { first, ...numbers } = await unresolvedGroups(db, keys, { since, most: maxTopErrors })
  const [now, before] = [counts.current, counts.previous].map((each) => new Map(each.map((one) => [one.groupKey, one])))
  const both = (groupKey: string, field: 'count' | 'pageViews') => ({
    current: now?.get(groupKey)?.[field] ?? 0,
    previous: before?.get(groupKey)?.[field] ?? 0,
  })
  return {
    ...numbers,
    top: first.map((group) => ({
      ...group,
      count: both(group.groupKey, 'count'),
      pageViews: both(group.groupKey, 'pageViews'),
    })),
  }
}

async function slowestPagesOf(db: Database, periods: Periods): Promise<OverviewAnswer['slowestPages']> {
  const slowest = (await breakDown(db, 'lcp', periods.current, 'path'))
    .toSorted((a, b) => (b.p75 ?? 0) - (a.p75 ?? 0) || compare(a.value, b.value))
    .slice(0, maxTop)
  const values = slowest.map(({ value }) => value)
  const previous = await ifAny(values, () =>
    askHistograms(db, { metric: 'lcp', conditions: periods.previous, by: 'path', values }),
  )
  const before = new Map(previous.map(({ value, histogram }) => [value, histogram]))
  return slowest.map(({ value, count, p75 }) => {
    const histogram = before.get(value) ?? new Histogram()
    return {
      value,
      count: { current: count, previous: countOf(histogram) },
      p75: { current: p75, previous: p75Of('lcp', histogram) },
    }
  })
}

async function topsOf(db: Database, periods: Periods): Promise<Record<Dimension, OverviewAnswer['paths']>> {
  const sums = await askBreakdowns(
    db,
    { metric: 'pageViews', conditions: periods.current },
    dimensions.map((by) => ({ by })),
  )
  const tops = sums.map((ofDimension) =>
    ofDimension.toSorted((a, b) => b.count - a.count || compare(a.value, b.value)).slice(0, maxTop),
  )
  const values = tops.map((top) => top.map(({ value }) => value))
  const previous = await ifAny(values.flat(), () =>
    askBreakdowns(
      db,
      { metric: 'pageViews', conditions: periods.previous },
      dimensions.map((by, place) => ({ by, values: values[place] })),
    ),
  )
  const compared = dimensions.map((by, place) => {
    const before = new Map(previous[place]?.map(({ value, count }) => [value, count]))
    const top = tops[place]?.map(({ value, count }) => ({
      value,
      pageViews: { current: count, previous: before.get(value) ?? 0 },
    }))
    return [by, top]
  })
  return Object.fromEntries(compared)
}

/** Of the previous period only what is shown of the current one is asked for. */
async function ifAny<Answer>(values: (string | null)[], ask: () => Promise<Answer[]>): Promise<Answer[]> {
  return values.length === 0 ? [] : ask()
}
