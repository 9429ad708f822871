import type { MetricAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { formatNumber } from '../../words/quantity.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingShares } from './rating-shares.ts'
import './rating-summary.css'

/** Shows how many page views were good, and the percentiles. */
export function ratingSummary({ metric, total, isEstimate }: MetricAnswer) {
  return html`<section>
    <h2>How many page views were good?</h2>
    ${ratingShares({ good: total.good, 'needs-improvement': total.needsImprovement, poor: total.poor })}
    <dl class="percentiles">
      ${(['p50', 'p75', 'p95'] as const).map(
        (name) => html`<div>
          <dt>${name}</dt>
          <dd>${percentile(metric, total[name], total.count)}</dd>
        </div>`,
      )}
      <div>
        <dt>Samples</dt>
        <dd>${formatNumber(total.count)}</dd>
      </div>
    </dl>
    ${isEstimate ? nothing : html`<p class="hint">Percentiles are counted in steps of 3 %: each is within 2 % of what was measured. Ratings are exact.</p>`}
  </section>`
}
