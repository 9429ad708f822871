import { metrics } from '@collector/schema/catalogue'
import { type RawBuilder, sql } from 'kysely'
import { camelCase } from '../camel-case.ts'
import type { Database } from '../database.ts'

const metricFields = Object.values(metrics).map(({ column }) => `f.${camelCase(column)}` as const)

/** Every row there is, the predecessor's too: those have no facts. */
function allRows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('facts as f', 'f.debugDataId', 'd.id')
    .select((column) => [
      'd.id',
      'd.ip',
      'd.submissionId',
      column.fn
        .coalesce('f.receivedAt', sql<Date>`case when isfinite(d.timestamp) then d.timestamp at time zone 'UTC' end`)
        .as('receivedAt'),
      sql<string | null>`case when f.has_page_view_id then f.page_view_id end`.as('pageViewId'),
      'f.sequence',
      'f.sessionId',
      'f.visitorId',
      'f.url',
      'f.referrer',
      'f.title',
      'f.browserName',
      'f.browserVersion',
      'f.osName',
      'f.osVersion',
      'f.device',
      'f.errorCount',
      ...metricFields,
    ])
}

/** Rows newest first, from below the number `before`. */
export function listRows(db: Database, { before, limit }: { before: number | undefined; limit: number }) {
  return allRows(db)
    .$if(before !== undefined, (query) => query.where('d.id', '<', before as number))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

/** Rows with these numbers, in no order. */
export async function listRowsById(db: Database, ids: number[]): Promise<ListedRow[]> {
  if (ids.length === 0) return []
  return allRows(db).where('d.id', '=', sql<number>`any(${ids}::integer[])`).execute()
}

export type ListedRow = Awaited<ReturnType<typeof listRows>>[number]

/** A row of facts and where it stands in time. */
export interface Found {
  receivedAt: Date
  id: number
}

/** The facts that match and came after a position, oldest first. */
export async function findFactsAfter(
  db: Database,
  where: RawBuilder<boolean>,
  after: Found,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`select f.received_at, f.debug_data_id as id from facts f
    where (f.received_at, f.debug_data_id) > (${after.receivedAt}, ${after.id}) and ${where}
    order by f.received_at, f.debug_data_id limit ${limit}`.execute(db)
  return rows
}

/**
 * Before this time nothing more will appear: what is stored is received when its transaction began, and no transaction
 * that writes is older. One that has just begun may not show yet that it writes.
 */
export async function settledUntil(db: Database): Promise<Date> {
  const { rows } = await sql<{ settled: Date }>`select date_trunc('milliseconds', least(
      clock_timestamp() - interval '250 milliseconds',
      (select min(xact_start) from pg_stat_activity
        where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid())
    )) as settled`.execute(db)
  return (rows[0] as { settled: Date }).settled
}
