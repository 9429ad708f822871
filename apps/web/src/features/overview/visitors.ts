import type { OverviewAnswer } from '@collector/schema'
import { dimensionInfo, dimensions } from '@collector/schema/catalogue'
import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { formatNumber } from '../../words/quantity.ts'
import { topValues } from '../filters/top-values.ts'

const valuesShown = 5

/** Shows which browsers, systems and devices came, and to which pages. */
export function visitors(overview: OverviewAnswer, narrowing: Narrowing) {
  const total = overview.counts.pageViews.current
  const tops = dimensions.map((by) =>
    topValues(
      dimensionInfo[by].plural,
      by,
      overview[dimensionInfo[by].list].slice(0, valuesShown).map(({ value, pageViews }) => ({
        value,
        share: total === 0 ? 0 : pageViews.current / total,
        figure: formatNumber(pageViews.current),
      })),
      (value) => narrowedAddress('/overview', narrowing, { [by]: value }),
    ),
  )
  return html`<section>
    <h2>Who came, and where to?</h2>
    <div class="top-values">${tops}</div>
  </section>`
}
