import type { Dimension } from '@collector/schema'
import { html, nothing } from 'lit'
import '../../ui/table/data-table.ts'
import { dimensions } from '@collector/schema/catalogue'
import { filterLabels } from '../../address/address-filters.ts'
import { withParam } from '../../address/with-param.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { switchOf } from '../../ui/switch.ts'
import { breakdownColumns } from './breakdown-columns.ts'
import type { VitalsAnswers } from './get-vitals.ts'

/** Maximum number of values in the API's answer. */
const mostValues = 50

/** Shows a metric by the values of a dimension, each compared with the previous period; `chosen` is the dimension to come. */
export function metricBreakdown(
  chosen: Dimension,
  { current, previous, brokenDownBy }: Pick<VitalsAnswers, 'current' | 'previous' | 'brokenDownBy'>,
  query: URLSearchParams,
) {
  const { metric, breakdown, total } = current
  const before = new Map(previous?.breakdown.map((row) => [row.value, row]))
  const rows = breakdown.map((row) => ({ ...row, before: before.get(row.value) }))
  return html`<section>
    <header class="section-header">
      <h2>${metric === 'cls' ? 'For whom does it shift?' : 'For whom is it slow?'}</h2>
      ${switchOf(
        'Break down by',
        dimensions.map((name) => [name, filterLabels[name]] as const),
        chosen,
        (name) => navigateToQuery(withParam(query, 'breakdown', name)),
      )}
    </header>
    <data-table
      label="${metric.toUpperCase()} by ${filterLabels[brokenDownBy]}"
      .columns=${breakdownColumns(metric, brokenDownBy, total.count, query)}
      .rows=${rows}
    ></data-table>
    ${breakdown.length === mostValues ? html`<p class="hint">The ${mostValues} with most page views.</p>` : nothing}
  </section>`
}
