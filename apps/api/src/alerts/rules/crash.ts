import { formatCount } from '@collector/schema/catalogue'
import { formatWindow } from '../words.ts'
import { countGroups } from './count-groups.ts'
import { type Evaluate, nothing, viewOf, windowOf } from './rule.ts'

/** Finds reports of browsers that a tab crashed. */
export const findCrashes: Evaluate = async (db, rule, now) => {
  const window = windowOf(rule, now)
  const counts = await countGroups(db, rule, window)
  if (counts.size === 0) return nothing
  const crashes = await db
    .selectFrom('errorGroups')
    .select('groupKey')
    .where('groupKey', 'in', [...counts.keys()])
    .where('type', '=', 'crash')
    .execute()
  const count = crashes.reduce((all, { groupKey }) => all + (counts.get(groupKey)?.count ?? 0), 0)
  if (count < rule.params.threshold || count === 0) return nothing
  return {
    findings: [
      {
        subject: '',
        value: count,
        title: `${formatCount(count, 'tab')} crashed`,
        text: `Browsers reported ${formatCount(count, 'crash').replace('crashs', 'crashes')} ${formatWindow(window)}. The threshold is ${rule.params.threshold}.`,
        path: viewOf('/errors', rule, window, { type: 'crash' }),
        window,
      },
    ],
  }
}
