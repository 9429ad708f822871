import { metrics } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { anyOf } from '../storage/any-of.ts'
import { camelCase } from '../storage/camel-case.ts'
import type { Database } from '../storage/database.ts'
import { isSameSubmission } from '../storage/same-submission.ts'

const metricFields = Object.values(metrics).map(({ column }) => `f.${camelCase(column)}` as const)

/** Raw rows with their facts; the predecessor's rows may have none. */
function rows(db: Database) {
  return db
    .selectFrom('debugData as d')
    .leftJoin('facts as f', (join) => join.on(isSameSubmission('f', 'd')))
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
      sql<number | null>`f.error_count - f.noise_count`.as('errorCount'),
      'f.isReport',
      ...metricFields,
    ])
}

/** Returns rows below the number `before`, newest first. */
export function listRows(db: Database, { before, limit }: { before: number | undefined; limit: number }) {
  return rows(db)
    .$if(before !== undefined, (query) => query.where('d.id', '<', before as number))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

/** Returns rows by their numbers, in no order. */
export async function listRowsById(db: Database, ids: number[]): Promise<ListedRow[]> {
  if (ids.length === 0) return []
  return rows(db).where('d.id', '=', anyOf(ids)).execute()
}

export type ListedRow = Awaited<ReturnType<typeof listRows>>[number]
