import { type Filters, type MetricName, metrics, type Reason, type ReasonsAnswer } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import type { Database } from '../storage/database.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'
import { parseNumbers } from './ask.ts'
import { askReasons, type ReasonRow } from './ask-reasons.ts'
import { chooseRowPlan } from './choose-plan.ts'
import { percentileOf } from './percentiles.ts'
import { isEstimate, scopeOf } from './scope.ts'

/**
 * Answers why a metric is what it is: its reasons, most poor page views first. Rollups do not hold reasons.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function answerReasons(db: Database, metric: MetricName, filters: Filters): Promise<ReasonsAnswer> {
  const filter = await readFilter(db, filters)
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  const rows = await askReasons(db, metric, scope)
  const byItem = Map.groupBy(rows, ({ item }) => item)
  const total = byItem.get(0)?.[0]
  byItem.delete(0)
  const items: Reason[] = []
  for (const [, ofItem] of [...byItem].toSorted(([a], [b]) => a - b)) {
    items.push(itemOf(metric, ofItem))
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

function itemOf(metric: MetricName, rows: ReasonRow[]): Reason {
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
    paths: of('path').map((row) => ({ value: row.body.path, pageViews: row.pageViews })),
    phases: Object.fromEntries(
      metrics[metric].phases.flatMap(({ name }, index) => {
        const p75 = phases[index] ?? null
        return p75 === null ? [] : [[name, { p75 }]]
      }),
    ),
    scripts: of('script').map((row) => ({
      host: row.body.host,
      path: row.body.path,
      function: row.body.function,
      isThirdParty: row.body.isThirdParty ?? false,
      pageViews: row.pageViews,
      poor: row.poor,
    })),
  }
}
