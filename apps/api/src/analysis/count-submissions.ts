import type { Filters } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { countAllRows, countFacts, type RowCount } from '../storage/tables/listed.ts'
import { matches, readConditions } from './conditions.ts'
import { isFiltered } from './list-page.ts'

/**
 * How many submissions match: as many as the list has, an export writes and a deletion removes. Of very many only about how
 * many.
 *
 * @throws RefusedError for a time that is none
 */
export async function countSubmissions(db: Database, filters: Filters): Promise<RowCount> {
  return isFiltered(filters) ? countFacts(db, matches(await readConditions(db, filters))) : countAllRows(db)
}
