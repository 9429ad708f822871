import { metrics } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { anyOf } from '../storage/any-of.ts'
import { camelCase } from '../storage/camel-case.ts'
import type { Database } from '../storage/database.ts'

const metricFields = Object.values(metrics).map(({ column }) => `f.${camelCase(column)}` as const)

function rawRows(db: Database) {
  return db.selectFrom('debugData').select(['id', 'ip', 'submissionId', 'timestamp'])
}

/**
 * Adds facts to selected raw rows; the predecessor's rows may have none. The rows are selected first: a join of both tables
 * would copy all facts to the nodes of a cluster.
 */
function withFacts(db: Database, selected: ReturnType<typeof rawRows>) {
  return db
    .with(
      (name) => name('d').materialized(),
      () => selected,
    )
    .selectFrom('d')
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
      'f.reference',
      'f.feedback',
      'f.url',
      'f.referrer',
      'f.title',
      'f.browserName',
      'f.browserVersion',
      'f.osName',
      'f.osVersion',
      'f.device',
      'f.release',
      'f.environment',
      'f.isOwn',
      'f.errorCount',
      'f.isReport',
      ...metricFields,
    ])
}

/** Returns rows below the number `before`, newest first. */
export function listRows(db: Database, { before, limit }: { before: number | undefined; limit: number }) {
  const newest = rawRows(db)
    .$if(before !== undefined, (query) => query.where('id', '<', before as number))
    .orderBy('id', 'desc')
    .limit(limit)
  return withFacts(db, newest).orderBy('d.id', 'desc').execute()
}

/** Returns rows by their numbers, in no order. */
export async function listRowsById(db: Database, ids: number[]): Promise<ListedRow[]> {
  if (ids.length === 0) return []
  return withFacts(db, rawRows(db).where('id', '=', anyOf(ids))).execute()
}

export type ListedRow = Awaited<ReturnType<typeof listRows>>[number]
