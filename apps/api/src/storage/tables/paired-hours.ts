import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { factsColumns, type RollupFacts } from './rollup-queue.ts'
import { addToRollups, pairedMarker, type RollupRow, rollupDimensions } from './rollups.ts'

const marked = sql`level = 'hour' and dimension = ${pairedMarker} and dimension2 = '' and value = ''`

/** Of the last so many hours pairs are kept: of 24 hours, of the day before them, and of what begins within those days. */
export const pairedForHours = 72
/** Of busy days for so many: of seven days, of as long before them, and of the day that this begins in. */
export const busyPairedForHours = 16 * 24

/** The hours that have pairs. */
export async function pairedHours(db: Database): Promise<Set<number>> {
  const { rows } = await sql<{ bucketStart: Date }>`select bucket_start from rollups where ${marked}`.execute(db)
  return new Set(rows.map(({ bucketStart }) => bucketStart.getTime()))
}

/** From now on the pairs of these hours are kept. */
export async function markPaired(trx: Database, hours: number[]): Promise<void> {
  await addToRollups(
    trx,
    hours.map((hour) => ({ ...unmarked, bucketStart: new Date(hour), dimension: pairedMarker })),
  )
}

const unmarked: Omit<RollupRow, 'bucketStart' | 'dimension'> = {
  level: 'hour',
  value: '',
  dimension2: '',
  value2: '',
  pageViews: 0,
  pageViewsWithErrors: 0,
  errors: 0,
  measured: [],
}

/** Forgets the pairs of hours before, and their six hours, but for some; both times begin six hours. */
export async function deletePairsBefore(trx: Database, before: Date, except: Date[]): Promise<void> {
  const dimensions = sql`any(${[...rollupDimensions]}::text[])`
  const forgotten = sql`bucket_start < ${before} and bucket_start <> all(${except}::timestamptz[])`
  await sql`delete from rollups where ${forgotten} and level = 'hour' and dimension = ${dimensions}
    and dimension2 = ${dimensions}`.execute(trx)
  await sql`delete from rollups where ${forgotten} and level = 'sixHours'`.execute(trx)
  await sql`delete from rollups where ${forgotten} and ${marked}`.execute(trx)
}

/** When the days began that have more page views than so many. */
export async function busyDays(db: Database, moreThan: number): Promise<Set<number>> {
  const { rows } = await sql<{ bucketStart: Date }>`select bucket_start from rollups where level = 'day'
    and dimension = '' and dimension2 = '' and value = '' and page_views > ${moreThan}`.execute(db)
  return new Set(rows.map(({ bucketStart }) => bucketStart.getTime()))
}

/** How many page views the rollups hold of each hour from one on. */
export async function pageViewsByHour(db: Database, from: Date): Promise<Map<number, number>> {
  const { rows } = await sql<{ bucketStart: Date; pageViews: number }>`
    select bucket_start, page_views::float8 as page_views from rollups
    where level = 'hour' and dimension = '' and dimension2 = '' and value = '' and bucket_start >= ${from}`.execute(db)
  return new Map(rows.map(({ bucketStart, pageViews }) => [bucketStart.getTime(), pageViews]))
}

/** The facts of an hour that the rollups hold: those that count, but for what is queued. Only for who leads the rollups. */
export async function heldFacts(trx: Database, hour: Date): Promise<RollupFacts[]> {
  const { rows } = await sql<RollupFacts>`with queued as (
      select page_view_id, debug_data_id, sum(sign) as sign from rollup_queue group by page_view_id, debug_data_id)
    select 1 as sign, ${factsColumns} from facts f
      left join queued q on q.page_view_id = f.page_view_id and q.debug_data_id = f.debug_data_id
    where f.received_at >= ${hour} and f.received_at < ${hour}::timestamptz + interval '1 hour'
      and f.is_current::int - coalesce(q.sign, 0) > 0`.execute(trx.withoutPlugins())
  return rows
}
