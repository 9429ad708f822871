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
export type RollupFacts = { sign: 1 | -1; shard: number } & Pick<
  FactsTable,
  'debugDataId' | 'receivedAt' | 'errorCount' | 'isOwn' | 'isReport'
> &
  Record<Dimension, string | null> &
  Record<MetricName, number | null>

const dimensionColumns = dimensions.map((name) => `f.${dimensionInfo[name].column} as "${name}"`)
const metricColumns = metricNames.map((name) => `f.${metrics[name].column} as "${name}"`)

/** Columns named as in `RollupFacts`: renaming thousands of rows afterwards would delay senders. */
const factsColumns =
  sql.raw(`f.debug_data_id as "debugDataId", f.received_at as "receivedAt", f.error_count as "errorCount", f.shard,
  f.is_own as "isOwn", f.is_report as "isReport",
  ${[...dimensionColumns, ...metricColumns].join(', ')}`)

/** Returns whether the rollups are behind. */
export async function isQueued(db: Database): Promise<boolean> {
  return (await db.selectFrom('rollupQueue').select('sign').limit(1).executeTakeFirst()) !== undefined
}

/** Takes the oldest rows from the queue, with their facts. */
export async function takeFromQueue(trx: Database, limit: number): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`with taken as (
      delete from rollup_queue where ctid = any(array(select ctid from rollup_queue limit ${limit}))
      returning debug_data_id, page_view_id, received_at, sign)
    select t.sign::int as sign, ${factsColumns} from taken t
      join facts f on f.page_view_id = t.page_view_id and f.debug_data_id = t.debug_data_id
        and f.received_at = t.received_at`.execute(trx.withoutPlugins())
  return rows
}

/** Returns the facts of these submissions, to subtract. */
export async function factsToTakeAway(trx: Database, debugDataIds: number[]): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`select -1 as sign, ${factsColumns} from facts f
    where f.debug_data_id = ${anyOf(debugDataIds)}`.execute(trx.withoutPlugins())
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

/** Returns the errors of these submissions, with the columns that counting needs. */
export async function errorsOfSubmissions(db: Database, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return db
    .selectFrom('errors')
    .select(['debugDataId', 'groupKey', 'count'])
    .where('debugDataId', '=', anyOf(debugDataIds))
    .execute()
}
