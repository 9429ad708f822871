import {
  type Dimension,
  type Filters,
  type MetricName,
  metricNames,
  metrics,
  type OverviewAnswer,
  rate,
} from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { askHistograms, askSums, type Sum } from './ask.ts'
import { type Conditions, readConditions } from './conditions.ts'
import { countGroups, isUnresolved, statusOf } from './error-groups.ts'
import { countOf } from './histogram.ts'
import { breakDown, compare, intervalFor, merge, p75Of } from './metric-answer.ts'

const dayMs = 86_400_000
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
export async function overviewAnswer(db: Database, filters: Filters): Promise<OverviewAnswer> {
  const conditions = await readConditions(db, filters)
  const to = conditions.to ?? new Date()
  const from = conditions.from ?? new Date(to.getTime() - dayMs)
  const previousFrom = new Date(from.getTime() - (to.getTime() - from.getTime()))
  const periods: Periods = {
    current: { ...conditions, from },
    previous: { ...conditions, from: previousFrom, to: from },
  }
  const [counts, series, vitals, errorGroups, slowestPages, paths, hosts, browsers, os, devices] = await Promise.all([
    countsOf(db, periods),
    seriesOf(db, periods.current),
    Promise.all(metricNames.map((metric) => vitalOf(db, periods, metric))),
    errorGroupsOf(db, periods),
    slowestPagesOf(db, periods),
    topOf(db, periods, 'path'),
    topOf(db, periods, 'host'),
    topOf(db, periods, 'browser'),
    topOf(db, periods, 'os'),
    topOf(db, periods, 'device'),
  ])
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    previousFrom: previousFrom.toISOString(),
    counts,
    series,
    vitals,
    errorGroups,
    slowestPages,
    paths,
    hosts,
    browsers,
    os,
    devices,
  }
}

async function compared<Value>({ current, previous }: Periods, ask: (conditions: Conditions) => Promise<Value>) {
  const [now, before] = await Promise.all([ask(current), ask(previous)])
  return { current: now, previous: before }
}

async function countsOf(db: Database, periods: Periods): Promise<OverviewAnswer['counts']> {
  const pageViews = await compared(periods, (conditions) => askSums(db, { metric: 'pageViews', conditions }))
  const errors = await compared(periods, (conditions) => askSums(db, { metric: 'errors', conditions }))
  const first = (sums: Sum[], field: 'count' | 'pageViews') => sums[0]?.[field] ?? 0
  const both = ({ current, previous }: { current: Sum[]; previous: Sum[] }, field: 'count' | 'pageViews') => ({
    current: first(current, field),
    previous: first(previous, field),
  })
  return {
    pageViews: both(pageViews, 'count'),
    pageViewsWithErrors: both(errors, 'pageViews'),
    errors: both(errors, 'count'),
  }
}

async function seriesOf(db: Database, conditions: Conditions): Promise<OverviewAnswer['series']> {
  const interval = intervalFor(conditions)
  const [pageViews, errors] = await Promise.all([
    askSums(db, { metric: 'pageViews', conditions, interval }),
    askSums(db, { metric: 'errors', conditions, interval }),
  ])
  const errorsAt = new Map(errors.map(({ at, count }) => [at?.getTime(), count]))
  return pageViews
    .map(({ at, count }) => ({
      at: (at as Date).toISOString(),
      pageViews: count,
      errors: errorsAt.get(at?.getTime()) ?? 0,
    }))
    .toSorted((a, b) => compare(a.at, b.at))
}

async function vitalOf(db: Database, periods: Periods, metric: MetricName): Promise<OverviewAnswer['vitals'][number]> {
  const { current, previous } = await compared(periods, async (conditions) =>
    merge(await askHistograms(db, { metric, conditions })),
  )
  const p75 = { current: p75Of(metric, current), previous: p75Of(metric, previous) }
  return {
    metric,
    unit: metrics[metric].unit,
    count: { current: countOf(current), previous: countOf(previous) },
    p75,
    rating: p75.current === null ? null : rate(metrics[metric], p75.current),
  }
}

async function errorGroupsOf(db: Database, periods: Periods): Promise<OverviewAnswer['errorGroups']> {
  const { current, previous } = await compared(periods, (conditions) => countGroups(db, conditions))
  const before = new Map(previous.map((group) => [group.groupKey, group]))
  const open = current.filter(isUnresolved)
  return {
    open: open.length,
    new: open.filter(({ firstSeen }) => firstSeen >= (periods.current.from as Date)).length,
    regressed: open.filter((group) => statusOf(group) === 'regressed').length,
    top: open.slice(0, maxTopErrors).map(({ groupKey, type, message, count, pageViews }) => ({
      groupKey,
      type,
      message,
      count: { current: count, previous: before.get(groupKey)?.count ?? 0 },
      pageViews: { current: pageViews, previous: before.get(groupKey)?.pageViews ?? 0 },
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
    const histogram = before.get(value) ?? new Map()
    return {
      value,
      count: { current: count, previous: countOf(histogram) },
      p75: { current: p75, previous: p75Of('lcp', histogram) },
    }
  })
}

async function topOf(db: Database, periods: Periods, by: Dimension): Promise<OverviewAnswer['paths']> {
  const top = (await askSums(db, { metric: 'pageViews', conditions: periods.current, by }))
    .toSorted((a, b) => b.count - a.count || compare(a.value, b.value))
    .slice(0, maxTop)
  const values = top.map(({ value }) => value)
  const previous = await ifAny(values, () =>
    askSums(db, { metric: 'pageViews', conditions: periods.previous, by, values }),
  )
  const before = new Map(previous.map(({ value, count }) => [value, count]))
  return top.map(({ value, count }) => ({ value, pageViews: { current: count, previous: before.get(value) ?? 0 } }))
}

/** Of the previous period only what is shown of the current one is asked for. */
async function ifAny<Answer>(values: (string | null)[], ask: () => Promise<Answer[]>): Promise<Answer[]> {
  return values.length === 0 ? [] : ask()
}
