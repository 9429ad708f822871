import { html, nothing } from 'lit'
import { withParam } from '../../address/with-param.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { switchOf } from '../../ui/switch.ts'
import { type Comparison, comparisons, readComparison } from './compared-period.ts'

/** Chooses the period that a chart is compared with, in the address. Says so if that period has no data, and presses nothing then. */
export function comparisonChoice(query: URLSearchParams, byDefault: Comparison, { hasData }: { hasData: boolean }) {
  const asked = readComparison(query, byDefault)
  const isMissing = asked !== 'none' && !hasData
  return html`${isMissing ? html`<span class="hint">${comparisons[asked]}: no data</span>` : nothing}
  ${switchOf(
    'Compare with',
    Object.entries(comparisons) as [Comparison, string][],
    isMissing ? 'none' : asked,
    (chosen) => navigateToQuery(withParam(query, 'compare', chosen === byDefault ? null : chosen)),
  )}`
}
