import {
  type MetricName,
  metricNames,
  metrics,
  type PageItem,
  type PagesAnswer,
  type PagesQuery,
  rate,
} from '@collector/schema'
import type { Filter } from '../filters/filter.ts'
import { readFilter } from '../filters/read-filter.ts'
import { Histogram } from '../rollups/histogram.ts'
import type { Database } from '../storage/database.ts'
import { overflowValue } from '../storage/tables/page-view-rollups.ts'
import { ask, type Counts, counts, type Distribution } from './ask.ts'
import { ofPages } from './ask-pages.ts'
import { choosePlans, chooseRowPlan } from './choose-plan.ts'
import { compare } from './compare.ts'
import { p75Of, ratingsOf } from './percentiles.ts'
import { decodeRank, pageOfRanking } from './rank-cursor.ts'
import { isEstimate, scopeOf } from './scope.ts'
import { timeBuckets } from './time-buckets.ts'
import { worstTargets } from './worst-targets.ts'

/** Reading the histograms of all paths of a month would take seconds. */
const maxRankedByPoor = 200

/** A page and the paths that belong to it. */
interface Page {
  name: string
  paths: string[]
  pageViews: number
  pageViewsWithErrors: number
}

/**
 * Lists one page of the pages that were viewed.
 *
 * @param nameOf names the page that a path belongs to
 * @throws RefusedError for an invalid cursor, or a time that does not exist
 */
export async function answerPages(
  db: Database,
  { group, sort, limit, cursor, timeZone, ...filters }: PagesQuery,
  nameOf: (path: string) => string,
): Promise<PagesAnswer> {
  const after = cursor === undefined ? undefined : decodeRank(cursor, 1)
  const filter = await readFilter(db, filters)
  const { breakdowns: plan } = await choosePlans(db, filter, 'path')
  const scope = scopeOf(plan, filter)
  const { all, byPath } = await ask(db, scope, { all: counts({}), byPath: counts({ by: 'path' }) })
  const pages = pagesOf(byPath, group === 'path' ? (path) => path : nameOf)
  const byPageViews = ({ pageViews, name }: Page) => ({ numbers: [pageViews], key: name })
  const first = pageOfRanking(
    pages,
    byPageViews,
    sort === 'poor' ? { after: undefined, limit: maxRankedByPoor } : { after, limit },
  )
  const { series, vitals } = await ask(
    db,
    scope,
    ofPages(
      first.shown.map(({ paths }) => paths),
      timeBuckets(filter.window, timeZone),
    ),
  )
  const items = first.shown.map((page, index) => itemOf(page, index, series, vitals))
  const { shown, nextCursor } =
    sort === 'poor' ? pageOfRanking(items, byPoor, { after, limit }) : { shown: items, nextCursor: first.nextCursor }
  await nameTargets(db, filter, shown, new Map(pages.map(({ name, paths }) => [name, paths])))
  return { items: shown, nextCursor, others: othersOf(all, pages), isEstimate: isEstimate(scope) }
}

/** Adds the element that causes most of the poor page views of each page. */
async function nameTargets(
  db: Database,
  filter: Filter,
  items: PageItem[],
  pathsOf: ReadonlyMap<string, string[]>,
): Promise<void> {
  if (items.every(({ worst }) => worst === null)) return
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  const worst = items.map(({ path, worst }) => worst && { metric: worst.metric, paths: pathsOf.get(path ?? '') ?? [] })
  const targets = await worstTargets(db, scope, worst)
  for (const [index, target] of targets) {
    const item = items[index]
    if (item?.worst) item.worst.target = target
  }
}

function byPoor({ vitals, path }: PageItem) {
  return { numbers: [Math.max(...Object.values(vitals).map(({ poor }) => poor))], key: path ?? '' }
}

function pagesOf(rows: Counts[], nameOf: (path: string) => string): Page[] {
  const pages = new Map<string, Page>()
  for (const { value, pageViews, pageViewsWithErrors } of rows) {
    const path = value ?? ''
    // a filter by this path alone reads the rows that stand for all others too
    if (path === overflowValue) continue
    const name = nameOf(path)
    let page = pages.get(name)
    if (!page) {
      page = { name, paths: [], pageViews: 0, pageViewsWithErrors: 0 }
      pages.set(name, page)
    }
    page.paths.push(path)
    page.pageViews += pageViews
    page.pageViewsWithErrors += pageViewsWithErrors
  }
  return [...pages.values()]
}

function othersOf(all: Counts[], pages: Page[]): PagesAnswer['others'] {
  const left = (field: 'pageViews' | 'pageViewsWithErrors') =>
    (all[0]?.[field] ?? 0) - pages.reduce((sum, page) => sum + page[field], 0)
  return { pageViews: left('pageViews'), pageViewsWithErrors: left('pageViewsWithErrors') }
}

function itemOf(page: Page, index: number, series: Counts[], distributions: Distribution[]): PageItem {
  const value = String(index)
  const vitals = Object.fromEntries(
    metricNames.map((metric) => {
      const found = distributions.find((row) => row.metric === metric && row.value === value)
      return [metric, vitalOf(metric, found?.histogram ?? new Histogram())]
    }),
  ) as PageItem['vitals']
  const [worst] = metricNames.toSorted((a, b) => vitals[b].poor - vitals[a].poor)
  return {
    path: page.name === '' ? null : page.name,
    paths: page.paths.length,
    pageViews: page.pageViews,
    pageViewsWithErrors: page.pageViewsWithErrors,
    vitals,
    worst: worst && vitals[worst].poor > 0 ? { metric: worst, target: null } : null,
    series: series
      .filter((row) => row.value === value)
      .map(({ at, pageViews }) => ({ at: (at as Date).toISOString(), pageViews }))
      .toSorted((a, b) => compare(a.at, b.at)),
  }
}

function vitalOf(metric: MetricName, histogram: Histogram): PageItem['vitals'][MetricName] {
  const p75 = p75Of(metric, histogram)
  return {
    p75,
    count: histogram.count(),
    poor: ratingsOf(metrics[metric], histogram).poor,
    rating: p75 === null ? null : rate(metrics[metric], p75),
  }
}
