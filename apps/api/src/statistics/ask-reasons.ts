import { type MetricName, metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { metricColumn } from '../filters/matches.ts'
import type { Database } from '../storage/database.ts'
import { pageViewRows, type Scope } from './scope.ts'
import type { PathCount } from './top-pages.ts'

const maxItems = 50

/**
 * A row of the answer: the total, an item, or the address, paths or a script of one. Which columns it has depends on its kind. All
 * paths and scripts are listed, since many may be one page, or builds of one script.
 */
export interface ReasonRow {
  kind: 'total' | 'item' | 'url' | 'paths' | 'script'
  item: number
  pageViews: number
  poor: number
  body: Body
  /** The values of the metric in an item's page views, then those of each phase: arrays as the database writes them. */
  measured: (string | null)[]
}

interface Body {
  target: string | null
  eventType: string | null
  preloaded: number | null
  url: string
  urls: number
  /** All paths of an item in one row: there may be tens of thousands. */
  paths: PathCount[]
  path: string | null
  host: string | null
  function: string | null
  isThirdParty: boolean | null
}

function columnsOf(metric: MetricName): RawBuilder<unknown> {
  const { element, phases } = metrics[metric]
  return sql.join([
    sql`f.shard, f.path`,
    sql`${metricColumn(metric)} as value`,
    sql`${element ? sql.raw(`f.${element.column}`) : sql`null::bigint`} as reason_key`,
    ...phases.map(({ column }) => sql.raw(`f.${column}`)),
  ])
}

/**
 * Groups page views by the target of their reason; by the address of the image where the element is unknown. One statement, so
 * that all parts see the same page views. Percentiles are read from the values: every page view of a plan has the same weight.
 */
export async function askReasons(db: Database, metric: MetricName, scope: Scope): Promise<ReasonRow[]> {
  const { element, phases } = metrics[metric]
  const isTold = [...(element ? ['reason_key'] : []), ...phases.map(({ column }) => column)]
  const poor = sql`coalesce(sum(weight) filter (where value > ${sql.lit(metrics[metric].poor)}), 0)::float8`
  const sums = sql`sum(weight)::float8 as page_views, ${poor} as poor`
  const measured = ['value', ...phases.map(({ column }) => column)].map(
    (column) => sql`(array_agg(${sql.id(column)}::real) filter (where ${sql.id(column)} is not null))::text`,
  )
  const none = sql`null::text[]`
  const { rows } =
    await sql<ReasonRow>`with m as materialized (select * from (${pageViewRows(scope, columnsOf(metric))}) f where f.value is not null),
    told as materialized (
      select m.*, concat_ws(e'\n', coalesce(r.target, r.url), r.event_type) as together, r.target, r.event_type, r.url,
        r.is_preloaded, r.script_host, r.script_path, r.script_function, r.is_third_party
      from m left join reasons r on r.shard = m.shard and r.reason_key = m.reason_key
      where ${sql.join(
        isTold.map((column) => sql`m.${sql.id(column)} is not null`),
        sql` or `,
      )}),
    items as materialized (
      select row_number() over (order by ${poor} desc, sum(weight) desc, together collate "C")::int as item, together
      from told group by together order by 1 limit ${sql.lit(maxItems)}),
    listed as materialized (select i.item, t.* from told t join items i using (together)),
    urls as (
      select item, url, ${sums}, count(*) over (partition by item) as urls,
        row_number() over (partition by item order by sum(weight) desc, url) as place
      from listed where url is not null group by item, url),
    paths as (select item, path, sum(weight)::float8 as page_views from listed group by item, path),
    scripts as (
      select item, script_host, script_path, script_function, is_third_party, ${sums}
      from listed where coalesce(script_host, script_function) is not null group by 1, 2, 3, 4, 5)
    select 'total' as kind, 0 as item, coalesce(sum(weight), 0)::float8 as "pageViews", ${poor} as poor, null::json as body,
      ${none} as measured from m
    union all select 'item', item, ${sums}, json_build_object('target', min(target), 'eventType', min(event_type), 'preloaded',
      case when count(is_preloaded) > 0 then coalesce(sum(weight) filter (where is_preloaded), 0) end),
      array[${sql.join(measured)}] from listed group by item
    union all select 'url', item, page_views, poor, json_build_object('url', url, 'urls', urls), ${none} from urls where place = 1
    union all select 'paths', item, 0, 0, json_build_object('paths',
      json_agg(json_build_object('value', path, 'pageViews', page_views))), ${none} from paths group by item
    union all select 'script', item, page_views, poor, json_build_object('host', script_host, 'path', script_path,
      'function', script_function, 'isThirdParty', is_third_party), ${none} from scripts`.execute(db.withoutPlugins())
  return rows
}
