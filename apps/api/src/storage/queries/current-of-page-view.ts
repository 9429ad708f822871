import type { Database } from '../database.ts'
import { findSubmission, type StoredSubmission } from './raw-rows.ts'

/** Finds the submission that counts for a page view, and its number among those of it; undefined for an unknown page view. */
export async function currentOfPageView(
  db: Database,
  pageViewId: string,
): Promise<{ row: StoredSubmission; sequence: number } | undefined> {
  const current = await db
    .selectFrom('pageViews')
    .select(['debugDataId', 'sequence'])
    .where('pageViewId', '=', pageViewId)
    .executeTakeFirst()
  const row = current && (await findSubmission(db, { id: current.debugDataId }))
  return row && { row, sequence: current.sequence }
}
