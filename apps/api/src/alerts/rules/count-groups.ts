import { readFilter } from '../../filters/read-filter.ts'
import { chooseErrorPlan, ofAnyError } from '../../statistics/choose-plan.ts'
import { countErrorGroups, type GroupCounts } from '../../statistics/count-error-groups.ts'
import { scopeOf } from '../../statistics/scope.ts'
import type { Database } from '../../storage/database.ts'
import { filtersIn, type Period, type Rule } from './rule.ts'

/** Counts every group that occurred in the window, by its key. */
export async function countGroups(db: Database, rule: Rule, window: Period): Promise<Map<string, GroupCounts>> {
  const filter = await readFilter(db, filtersIn(rule, window))
  const scope = scopeOf(await chooseErrorPlan(db, filter), ofAnyError(filter))
  return new Map((await countErrorGroups(db, scope)).map((group) => [group.groupKey, group]))
}
