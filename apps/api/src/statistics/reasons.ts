import { type Filters, type MetricName, metrics, type Reason, type ReasonsAnswer } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import { normalisePath } from '../ingest/normalise-path.ts'
import type { Database } from '../storage/database.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { parseNumbers } from './ask.ts'
import { askReasons, type ReasonRow } from './ask-reasons.ts'
import { chooseRowPlan } from './choose-plan.ts'
import { compare } from './compare.ts'
import { percentileOf } from './percentiles.ts'
import { isEstimate, scopeOf } from './scope.ts'
import { topPages } from './top-pages.ts'

/** Scripts of one item. */
const maxScripts = 5

/**
 * Answers why a metric is what it is: its reasons, most poor page views first. Rollups do not hold reasons.
 *
 * @param nameOf names the page that a path belongs to
 * @throws RefusedError for a time that does not exist
 */
export async function answerReasons(
  db: Database,
  metric: MetricName,
  filters: Filters,
  nameOf: (path: string) => string,
): Promise<ReasonsAnswer> {
  const filter = await readFilter(db, filters)
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  const rows = await askReasons(db, metric, scope)
  const byItem = Map.groupBy(rows, ({ item }) => item)
  const total = byItem.get(0)?.[0]
  byItem.delete(0)
  const items: Reason[] = []
  for (const [, ofItem] of [...byItem].toSorted(([a], [b]) => a - b)) {
    items.push(itemOf(metric, ofItem, nameOf))
    // an item may have tens of thousands of values to sort
    await yieldToEventLoop()
  }
  return {
    metric,
    unit: metrics[metric].unit,
    total: { count: total?.pageViews ?? 0, poor: total?.poor ?? 0 },
    items,
    isEstimate: isEstimate(scope),
  }
}

function itemOf(metric: MetricName, rows: ReasonRow[], nameOf: (path: string) => string): Reason {
  const of = (kind: ReasonRow['kind']) => rows.filter((row) => row.kind === kind)
  const [{ pageViews, poor, body, measured }] = of('item') as [ReasonRow]
  const [url] = of('url')
  const [values, ...phases] = measured.map((array) => percentileOf(parseNumbers(array), 0.75))
  return {
    target: body.target,
    url: url?.body.url ?? null,
    urls: url?.body.urls ?? 0,
    eventType: body.eventType,
    pageViews,
    poor,
    p75: values as number,
    preloaded: body.preloaded,
    paths: topPages(
      of('paths').flatMap(({ body }) => body.paths),
      nameOf,
    ),
    phases: Object.fromEntries(
      metrics[metric].phases.flatMap(({ name }, index) => {
        const p75 = phases[index] ?? null
        return p75 === null ? [] : [[name, { p75 }]]
      }),
    ),
    scripts: topScripts(of('script')),
  }
}

/** Adds up the builds of a script, named by the one with most poor page views. */
function topScripts(rows: ReasonRow[]): Reason['scripts'] {
  const ordered = rows.toSorted(
    (a, b) => b.poor - a.poor || b.pageViews - a.pageViews || compare(a.body.path, b.body.path),
  )
  const byScript = Map.groupBy(ordered, ({ body: { host, path, function: name } }) =>
    JSON.stringify([host, path === null ? null : normalisePath(path), name]),
  )
  const sumOf = (builds: ReasonRow[], field: 'pageViews' | 'poor') => builds.reduce((sum, row) => sum + row[field], 0)
  return [...byScript.values()]
    .map((builds) => {
      const [{ body }] = builds as [ReasonRow]
      return {
        host: body.host,
        path: body.path,
        function: body.function,
        isThirdParty: body.isThirdParty ?? false,
        pageViews: sumOf(builds, 'pageViews'),
        poor: sumOf(builds, 'poor'),
      }
    })
    .toSorted((a, b) => b.poor - a.poor || b.pageViews - a.pageViews)
    .slice(0, maxScripts)
}
