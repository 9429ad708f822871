import { type RefusalReason, refusalReasons } from '@collector/schema'
import { formatCount } from '@collector/schema/catalogue'
import { formatWindow } from '../words.ts'
import { type Evaluate, nothing, windowOf } from './rule.ts'

/** Finds that many submissions were refused, by all processes together. */
export const findRefusals: Evaluate = async (db, rule, now) => {
  const window = windowOf(rule, now)
  const rows = await db
    .selectFrom('refusalCounts')
    .select(({ fn }) => ['reason', fn.sum<string>('count').as('count')])
    .where('at', '>=', window.from)
    .where('at', '<', window.to)
    .groupBy('reason')
    .orderBy('count', 'desc')
    .execute()
  const count = rows.reduce((all, row) => all + Number(row.count), 0)
  if (count < rule.params.threshold || count === 0) return nothing
  const most = refusalReasons[rows[0]?.reason as RefusalReason]
  return {
    findings: [
      {
        subject: '',
        value: count,
        title: `${formatCount(count, 'submission')} refused`,
        text: `${formatCount(count, 'submission')} were refused ${formatWindow(window)}. The most frequent reason: ${most}. The threshold is ${rule.params.threshold}.`,
        path: '/refusals',
        window,
      },
    ],
  }
}
