import { withParam } from '../../address/with-param.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { switchOf } from '../../ui/switch.ts'
import { type Comparison, comparisons, readComparison } from './compared-period.ts'

/** Chooses the period that a chart is compared with, in the address. */
export function comparisonChoice(query: URLSearchParams, byDefault: Comparison) {
  return switchOf(
    'Compare with',
    Object.entries(comparisons) as [Comparison, string][],
    readComparison(query, byDefault),
    (chosen) => navigateToQuery(withParam(query, 'compare', chosen === byDefault ? null : chosen)),
  )
}
