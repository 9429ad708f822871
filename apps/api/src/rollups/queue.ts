import {
  type Dimension,
  dimensionInfo,
  dimensions,
  type MetricName,
  metricNames,
  metrics,
} from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'
import type { FactsTable } from '../storage/tables/facts.ts'

/** A page view's facts as the rollups count them. `sign` is 1 to add it, -1 to subtract it. */
export type RollupFacts = { sign: 1 | -1 } & Pick<
  FactsTable,
  'debugDataId' | 'receivedAt' | 'errorCount' | 'noiseCount' | 'isOwn' | 'isReport'
> &
  Record<Dimension, string | null> &
  Record<MetricName, number | null>

const dimensionColumns = dimensions.map((name) => `f.${dimensionInfo[name].column} as "${name}"`)
const metricColumns = metricNames.map((name) => `f.${metrics[name].column} as "${name}"`)

/** Columns named as in `RollupFacts`: renaming thousands of rows afterwards would delay senders. */
const factsColumns =
  sql.raw(`f.debug_data_id as "debugDataId", f.received_at as "receivedAt", f.error_count as "errorCount",
  f.noise_count as "noiseCount", f.is_own as "isOwn", f.is_report as "isReport",
  ${[...dimensionColumns, ...metricColumns].join(', ')}`)

/** Rows that are looked at for the shards of the queue. */
const maxLookedAt = 5000

/** Returns shards whose rollups are behind; none if all are up to date. */
export async function queuedShards(db: Database): Promise<number[]> {
  const { rows } = await sql<{ shard: number }>`select distinct shard from (
    select shard from rollup_queue limit ${maxLookedAt}) queued order by shard`.execute(db)
  return rows.map(({ shard }) => shard)
}

/** Takes the oldest rows of a shard from the queue, with their facts. */
export async function takeFromQueue(trx: Database, shard: number, limit: number): Promise<RollupFacts[]> {
  // rows are found by their places, which needs no index; a place names a row within its shard
  const { rows } = await sql<RollupFacts>`with taken as (
      delete from rollup_queue where shard = ${shard}
        and ctid = any(array(select ctid from rollup_queue where shard = ${shard} limit ${limit}))
      returning debug_data_id, page_view_id, received_at, sign)
    select t.sign::int as sign, ${factsColumns} from taken t
      join facts f on f.page_view_id = t.page_view_id and f.debug_data_id = t.debug_data_id
        and f.received_at = t.received_at and f.shard = ${shard}`.execute(trx.withoutPlugins())
  return rows
}

/** Returns the facts of these submissions of a shard, to subtract. */
export async function factsToTakeAway(trx: Database, shard: number, debugDataIds: number[]): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`select -1 as sign, ${factsColumns} from facts f
    where f.debug_data_id = ${anyOf(debugDataIds)} and f.shard = ${shard}`.execute(trx.withoutPlugins())
  return rows
}

/** Vacuums the queue: every query reads it, dead rows included. */
export async function tidyQueue(db: Database): Promise<void> {
  await sql`vacuum (analyze) rollup_queue`.execute(db)
}

/** Returns the number of queued rows, up to a limit, and the age of the oldest. */
export async function rollupBacklog(db: Database, maxCounted: number) {
  const { rows } = await sql<{ rows: number; lagSeconds: number }>`with queued as (
      select debug_data_id from rollup_queue limit ${maxCounted})
    select (select count(*) from queued)::int as rows, coalesce(extract(epoch from now() - (
      select received_at from facts where debug_data_id = (select min(debug_data_id) from queued))), 0)::float8 as lag_seconds`.execute(
    db,
  )
  return rows[0]
}

/** Returns the errors of these submissions of a shard, with the columns that counting needs. */
export async function errorsOfSubmissions(db: Database, shard: number, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return db
    .selectFrom('errors')
    .select(['debugDataId', 'groupKey', 'count'])
    .where('debugDataId', '=', anyOf(debugDataIds))
    .where('shard', '=', shard)
    .execute()
}
