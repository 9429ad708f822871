import { describeVital, formatCount, formatMetric } from '@collector/schema/catalogue'
import { answerMetric } from '../../statistics/metric.ts'
import { formatWindow } from '../words.ts'
import { type Evaluate, filtersIn, nothing, undecided, viewOf, windowOf } from './rule.ts'

/** Finds a p75 above the threshold, in each of several consecutive windows. */
export const findSlowVital: Evaluate = async (db, rule, now) => {
  const { metric, threshold, minSamples, consecutive } = rule.params
  const window = windowOf(rule, now)
  let current: { count: number; p75: number } | undefined
  for (let ago = 0; ago < consecutive; ago++) {
    const { total } = await answerMetric(db, metric, filtersIn(rule, windowOf(rule, now, ago)))
    if (total.count < minSamples || total.p75 === null) return ago === 0 ? undecided : nothing
    if (total.p75 <= threshold) return nothing
    current ??= { count: total.count, p75: total.p75 }
  }
  if (!current) return nothing
  const inARow =
    consecutive > 1 ? `, as in the ${consecutive - 1 === 1 ? 'window' : `${consecutive - 1} windows`} before` : ''
  return {
    findings: [
      {
        subject: '',
        value: current.p75,
        title: describeVital(metric, current.p75),
        text: `It was measured in ${formatCount(current.count, 'page view')} ${formatWindow(window)}${inARow}. The threshold is ${formatMetric(metric, threshold)}.`,
        path: viewOf('/vitals', rule, window, { metric }),
        window,
      },
    ],
  }
}
