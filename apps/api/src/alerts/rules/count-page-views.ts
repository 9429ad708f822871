import { readFilter } from '../../filters/read-filter.ts'
import { ask, counts } from '../../statistics/ask.ts'
import { choosePlans } from '../../statistics/choose-plan.ts'
import { scopeOf } from '../../statistics/scope.ts'
import type { Database } from '../../storage/database.ts'
import { filtersIn, type Period, type Rule } from './rule.ts'

export interface PageViewCounts {
  pageViews: number
  pageViewsWithErrors: number
}

/** Counts the page views of a rule's filters in a time. */
export async function countPageViews(db: Database, rule: Rule, window: Period): Promise<PageViewCounts> {
  const filter = await readFilter(db, filtersIn(rule, window))
  const { totals } = await choosePlans(db, filter)
  const { counted } = await ask(db, scopeOf(totals, filter), { counted: counts({}) })
  const sum = (field: keyof PageViewCounts) => counted.reduce((all, row) => all + row[field], 0)
  return { pageViews: sum('pageViews'), pageViewsWithErrors: sum('pageViewsWithErrors') }
}
