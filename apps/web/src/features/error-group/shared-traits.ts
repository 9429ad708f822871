import type { Dimension, ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { dimensions } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { filterLabels, withFilters } from '../../address/address-filters.ts'
import { searchOf } from '../../router/search-of.ts'
import { formatNumber } from '../../words/quantity.ts'
import { dimensionLabel } from '../filters/dimension-label.ts'
import { topValues } from '../filters/top-values.ts'
import { commonTraits, enoughHit, type Trait } from './common-traits.ts'

const traitsShown = 5

/** Shows what the affected page views have in common, compared with all page views of the same time. */
export function sharedTraits(group: ErrorGroupAnswer, overview: OverviewAnswer, query: URLSearchParams) {
  const traits = commonTraits(group, overview)
  return html`<section>
    <h2>What do the affected page views have in common?</h2>
    ${tellingTraits(group, overview).length === 0 ? html`<p class="hint">${nothingTelling(group)}</p>` : nothing}
    <div class="top-values">${dimensions.map((by) => traitsOf(by, traits[by], query))}</div>
    <p class="hint">Bars show shares of the affected page views; the share of all page views is in brackets.
    </p>
  </section>`
}

/** Returns the traits that are far more frequent among the affected page views, in words. */
export function tellingTraits(group: ErrorGroupAnswer, overview: OverviewAnswer): string[] {
  const traits = commonTraits(group, overview)
  return dimensions.flatMap((by) => traits[by].filter(({ isTelling }) => isTelling)).map(sentence)
}

function traitsOf(by: Dimension, traits: readonly Trait[], query: URLSearchParams) {
  return topValues(
    filterLabels[by],
    by,
    traits.slice(0, traitsShown).map(({ value, share, shareOfAll }) => ({
      value,
      share,
      figure: html`${percent(share)} ${shareOfAll === undefined ? nothing : html`<span class="absent">(${percent(shareOfAll)})</span>`}`,
    })),
    (value) => `${location.pathname}${searchOf(withFilters(query, { [by]: value }))}`,
  )
}

function nothingTelling({ pageViews }: ErrorGroupAnswer): string {
  return pageViews < enoughHit
    ? `Too few page views for a comparison: ${formatNumber(pageViews)}.`
    : 'Nothing stands out compared with all page views.'
}

function sentence({ by, value, share, shareOfAll }: Trait): string {
  const name = value === null ? 'unknown' : dimensionLabel(by, value)
  const all = shareOfAll === undefined ? '' : `, but only ${percent(shareOfAll)} of all page views`
  return `${filterLabels[by]} ${name}: ${percent(share)} of the affected page views${all}`
}

function percent(share: number): string {
  return `${formatNumber(share * 100)} %`
}
