import type { CountAnswer, Filters } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import type { Database } from '../storage/database.ts'
import { ask, counts } from './ask.ts'
import { choosePlans } from './choose-plan.ts'
import { isEstimate, scopeOf } from './scope.ts'

/**
 * Counts the page views that match, as the other answers count them: from the rollups if they can tell.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function countPageViews(db: Database, filters: Filters): Promise<CountAnswer> {
  const filter = await readFilter(db, filters)
  const scope = scopeOf((await choosePlans(db, filter)).totals, filter)
  const { total } = await ask(db, scope, { total: counts({}) })
  return { count: total.reduce((sum, { pageViews }) => sum + pageViews, 0), isEstimate: isEstimate(scope) }
}
