import {
  type Dimension,
  dimensionInfo,
  dimensions,
  enoughToRank,
  metricNames,
  metrics,
  type OverviewAnswer,
  type OverviewQuery,
  rate,
} from '@collector/schema'
import type { Filter, Window } from '../filters/filter.ts'
import { readFilter } from '../filters/read-filter.ts'
import { bucketMs } from '../rollups/buckets.ts'
import { Histogram } from '../rollups/histogram.ts'
import type { Database } from '../storage/database.ts'
import { unresolvedGroups } from '../storage/queries/error-groups.ts'
import { ask, type Counts, counts, type Distribution, distributions } from './ask.ts'
import { chooseErrorPlan, choosePlans, ofAnyError } from './choose-plan.ts'
import { compare } from './compare.ts'
import { countErrorGroups } from './count-error-groups.ts'
import { p75Of, ratingsOf } from './percentiles.ts'
import { isEstimate, scopeOf } from './scope.ts'
import { timeBuckets } from './time-buckets.ts'
import { distributionsOfTops, type Top, tops } from './tops.ts'

const maxTop = 10
const maxTopErrors = 5

/**
 * Answers what the overview shows, each number beside that of the previous period.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function answerOverview(db: Database, { timeZone, ...filters }: OverviewQuery): Promise<OverviewAnswer> {
  const requested = await readFilter(db, filters)
  const { current, previous } = periodsOf(requested.window)
  const filter: Filter = { ...requested, window: { from: previous.from, to: requested.window.to } }
  const windows = [{ from: current.from, to: requested.window.to }, previous]
  const [{ totals, breakdowns }, errorPlan] = await Promise.all([choosePlans(db, filter), chooseErrorPlan(db, filter)])
  const scope = scopeOf(breakdowns, filter, windows)
  const errorScope = scopeOf(errorPlan, ofAnyError(filter), windows)
  const totalParts = { series: counts({ buckets: timeBuckets(current, timeZone) }), vitals: distributions(metricNames) }
  const [answers, errorGroups] = await Promise.all([
    totals === breakdowns
      ? ask(db, scope, { ...totalParts, ...topParts })
      : askBoth(ask(db, scopeOf(totals, filter, windows), totalParts), ask(db, scope, topParts)),
    answerErrorGroups(db, errorScope, current.from),
  ])
  return {
    from: current.from.toISOString(),
    to: current.to.toISOString(),
    previousFrom: previous.from.toISOString(),
    isEstimate: isEstimate(scope) || isEstimate(errorScope),
    counts: countsOf(answers.series),
    series: seriesOf(answers.series),
    vitals: vitalsOf(answers.vitals),
    errorGroups,
    slowestDevices: slowestOf(answers.slow.device),
    slowestBrowsers: slowestOf(answers.slow.browser),
    ...topsOf(answers.tops),
  }
}

const topParts = { slow: distributionsOfTops('lcp', ['device', 'browser'], maxTop), tops: tops(dimensions, maxTop) }

async function askBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<One & Other> {
  const [first, second] = await Promise.all([one, other])
  return { ...first, ...second }
}

interface Period extends Window {
  from: Date
  to: Date
}

/**
 * Returns both periods, which are equally long. If the current one lasts a day or more and begins at a full hour, so does the
 * previous one, shifted by at most half an hour (2 % of a day), because the rollups hold full hours.
 */
function periodsOf(window: Window): { current: Period; previous: Period } {
  const to = window.to ?? new Date()
  const from = window.from ?? new Date(to.getTime() - bucketMs.day)
  const lengthMs = to.getTime() - from.getTime()
  const isWhole = from.getTime() % bucketMs.hour === 0 && lengthMs >= bucketMs.day
  const previousMs = isWhole ? Math.round(lengthMs / bucketMs.hour) * bucketMs.hour : lengthMs
  return { current: { from, to }, previous: { from: new Date(from.getTime() - previousMs), to: from } }
}

function countsOf(rows: Counts[]): OverviewAnswer['counts'] {
  const both = (field: 'pageViews' | 'pageViewsWithErrors' | 'errors') => {
    const sum = (w: number) => rows.reduce((all, row) => (row.w === w ? all + row[field] : all), 0)
    return { current: sum(0), previous: sum(1) }
  }
  return { pageViews: both('pageViews'), pageViewsWithErrors: both('pageViewsWithErrors'), errors: both('errors') }
}

function seriesOf(rows: Counts[]): OverviewAnswer['series'] {
  return rows
    .filter(({ w }) => w === 0)
    .map(({ at, pageViews, errors }) => ({ at: (at as Date).toISOString(), pageViews, errors }))
    .toSorted((a, b) => compare(a.at, b.at))
}

function vitalsOf(rows: Distribution[]): OverviewAnswer['vitals'] {
  return metricNames.map((metric) => {
    const histogram = (w: number) =>
      rows.find((row) => row.metric === metric && row.w === w)?.histogram ?? new Histogram()
    const [now, before] = [histogram(0), histogram(1)]
    const p75 = { current: p75Of(metric, now), previous: p75Of(metric, before) }
    return {
      metric,
      unit: metrics[metric].unit,
      count: { current: now.count(), previous: before.count() },
      p75,
      rating: p75.current === null ? null : rate(metrics[metric], p75.current),
    }
  })
}

async function answerErrorGroups(
  db: Database,
  scope: ReturnType<typeof scopeOf>,
  since: Date,
): Promise<OverviewAnswer['errorGroups']> {
  const groups = await countErrorGroups(db, scope)
  const current = groups.filter(({ w }) => w === 0)
  const keys = current.map(({ groupKey }) => groupKey)
  const { first, ...numbers } = await unresolvedGroups(db, keys, { since, most: maxTopErrors })
  const [now, before] = [0, 1].map(
    (window) => new Map(groups.filter(({ w }) => w === window).map((group) => [group.groupKey, group])),
  )
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

/** Sorts by effect: a device that few have matters less than one that is poor for many. Few samples may be chance. */
function slowestOf(rows: Distribution[]): OverviewAnswer['slowestDevices'] {
  const before = new Map(rows.filter(({ w }) => w === 1).map(({ value, histogram }) => [value, histogram]))
  return rows
    .filter(({ w }) => w === 0)
    .map(({ value, histogram }) => {
      const previous = before.get(value) ?? new Histogram()
      return {
        value,
        count: { current: histogram.count(), previous: previous.count() },
        p75: { current: p75Of('lcp', histogram), previous: p75Of('lcp', previous) },
        poor: ratingsOf(metrics.lcp, histogram).poor,
      }
    })
    .toSorted(
      (a, b) =>
        Number(a.count.current < enoughToRank) - Number(b.count.current < enoughToRank) ||
        b.poor - a.poor ||
        (b.p75.current ?? 0) - (a.p75.current ?? 0) ||
        compare(a.value, b.value),
    )
    .slice(0, maxTop)
}

/** The lists of the overview, by the list name of their dimension. */
type Tops = { [Name in Dimension as (typeof dimensionInfo)[Name]['list']]: OverviewAnswer['paths'] }

function topsOf(tops: Record<Dimension, Top[]>): Tops {
  const lists = dimensions.map((name) => [
    dimensionInfo[name].list,
    tops[name].map(({ value, current, previous }) => ({ value, pageViews: { current, previous } })),
  ])
  return Object.fromEntries(lists)
}
