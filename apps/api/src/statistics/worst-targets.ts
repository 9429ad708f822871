import { type MetricName, metrics } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { metricColumn } from '../filters/matches.ts'
import type { Database } from '../storage/database.ts'
import { pageViewRows, type Scope } from './scope.ts'

/** A page, by its paths, and the metric that is worst on it. */
export interface WorstOfPage {
  paths: string[]
  metric: MetricName
}

/**
 * Finds the element that is the reason of most poor page views of each page, for its worst metric. Rollups do not hold reasons.
 *
 * @returns its selector, or the address of its image, by the index of the page
 */
export async function worstTargets(
  db: Database,
  scope: Scope,
  pages: readonly (WorstOfPage | null)[],
): Promise<Map<number, string>> {
  const explained = pages.flatMap((page, index) =>
    page && metrics[page.metric].element ? page.paths.map((path) => ({ metric: page.metric, index, path })) : [],
  )
  if (explained.length === 0) return new Map()
  const worstMetrics = [...new Set(explained.map(({ metric }) => metric))]
  const candidates = worstMetrics.map((metric) => {
    const { element, poor } = metrics[metric]
    const reason = sql.raw(`f.${element?.column}`)
    return sql`select f.shard, p.page, ${reason} as reason_key, f.weight from m f join pages p
      on p.path = coalesce(f.path, '') and p.metric = ${metric} where ${metricColumn(metric)} > ${sql.lit(poor)}`
  })
  const columns = worstMetrics.flatMap((metric) => [
    metricColumn(metric),
    sql.raw(`f.${metrics[metric].element?.column}`),
  ])
  const { rows } = await sql<{ page: number; target: string }>`
    with m as (${pageViewRows(scope, sql.join([sql`f.shard, f.path`, ...columns]))}),
    pages as (select * from unnest(${explained.map(({ path }) => path)}::text[], ${explained.map(({ index }) => index)}::integer[],
      ${explained.map(({ metric }) => metric)}::text[]) p (path, page, metric)),
    candidates as (${sql.join(candidates, sql` union all `)})
    select distinct on (page) page, coalesce(r.target, r.url) as target
    from candidates c join reasons r using (shard, reason_key) where coalesce(r.target, r.url) is not null
    group by 1, 2 order by 1, sum(weight) desc, 2`.execute(db)
  return new Map(rows.map(({ page, target }) => [page, target]))
}
