import {
  type Dimension,
  dimensionInfo,
  dimensions,
  type MetricName,
  metricNames,
  metrics,
} from '@collector/schema/catalogue'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { FactsTable } from '../storage/tables/facts.ts'

/** A page view's facts as the rollups count them. `sign` is 1 where it is added, -1 where it is taken away. */
export type RollupFacts = { sign: 1 | -1 } & Pick<
  FactsTable,
  'debugDataId' | 'receivedAt' | 'errorCount' | 'isOwn' | 'fingerprintHash' | 'fingerprintKey'
> &
  Record<Dimension, string | null> &
  Record<MetricName, number | null>

const dimensionColumns = dimensions.map((name) => `f.${dimensionInfo[name].column} as "${name}"`)
const metricColumns = metricNames.map((name) => `f.${metrics[name].column} as "${name}"`)

/** Named as `RollupFacts` names them: renaming thousands of rows afterwards would delay senders. */
const factsColumns =
  sql.raw(`f.debug_data_id as "debugDataId", f.received_at as "receivedAt", f.error_count as "errorCount",
  f.is_own as "isOwn",
  f.fingerprint_hash as "fingerprintHash", f.fingerprint_key::text as "fingerprintKey",
  ${[...dimensionColumns, ...metricColumns].join(', ')}`)

/** Returns whether the rollups are behind. */
export async function isQueued(db: Database): Promise<boolean> {
  return (await db.selectFrom('rollupQueue').select('sign').limit(1).executeTakeFirst()) !== undefined
}

/** Takes the oldest of the queue, with the facts they are about. */
export async function takeFromQueue(trx: Database, limit: number): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`with taken as (
      delete from rollup_queue where ctid = any(array(select ctid from rollup_queue limit ${limit}))
      returning debug_data_id, page_view_id, received_at, sign)
    select t.sign::int as sign, ${factsColumns} from taken t
      join facts f on f.page_view_id = t.page_view_id and f.debug_data_id = t.debug_data_id
        and f.received_at = t.received_at`.execute(trx.withoutPlugins())
  return rows
}

/** The facts of these submissions, to be taken away. */
export async function factsToTakeAway(trx: Database, debugDataIds: number[]): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`select -1 as sign, ${factsColumns} from facts f
    where f.debug_data_id = any(${debugDataIds}::integer[])`.execute(trx.withoutPlugins())
  return rows
}

/** Vacuums the queue: every query reads it, dead rows included. */
export async function tidyQueue(db: Database): Promise<void> {
  await sql`vacuum (analyze) rollup_queue`.execute(db)
}

/** How many rows wait in the queue, counted up to a bound, and since when the oldest is stored. */
export async function rollupBacklog(db: Database, maxCounted: number) {
  const { rows } = await sql<{ rows: number; lagSeconds: number }>`with queued as (
      select debug_data_id from rollup_queue limit ${maxCounted})
    select (select count(*) from queued)::int as rows, coalesce(extract(epoch from now() - (
      select received_at from facts where debug_data_id = (select min(debug_data_id) from queued))), 0)::float8 as lag_seconds`.execute(
    db,
  )
  return rows[0]
}

/** The errors of these submissions, as far as counting them needs. */
export async function errorsOfSubmissions(db: Database, debugDataIds: number[]) {
  if (debugDataIds.length === 0) return []
  return db
    .selectFrom('errors')
    .select(['debugDataId', 'groupKey', 'count'])
    .where('debugDataId', '=', sql<number>`any(${debugDataIds}::integer[])`)
    .execute()
}
