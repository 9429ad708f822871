import type { OverviewAnswer } from '@collector/schema'
import { metrics } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { change } from '../../ui/text/change.ts'
import { formatCount } from '../../words/quantity.ts'
import { fewSamples, percentile } from './percentile.ts'
import { ratingBadge } from './rating-badge.ts'
import './metric-tile.css'

/** Returns whether both periods have enough page views for a change to be more than chance. */
export function isEnough({ current, previous }: { current: number; previous: number }): boolean {
  return Math.min(current, previous) >= fewSamples
}

/** Shows the p75 of a metric with its rating, samples and change, as a link to its page. */
export function metricTile(
  { metric, p75, count, rating }: OverviewAnswer['vitals'][number],
  href: string,
  isCurrent = false,
) {
  const { label } = metrics[metric]
  return html`<li>
    <a class="tile metric-tile" href=${href} aria-current=${isCurrent ? 'true' : nothing}>
      <span class="label"><abbr title=${label}>${metric.toUpperCase()}</abbr> p75</span>
      <span class="value">${percentile(metric, p75.current, count.current)}</span>
      <span class="state">${rating ? ratingBadge(rating) : absent('not measured')}</span>
      <span class="detail">${change(p75, { more: isEnough(count) ? 'worse' : 'neither' })}</span>
      <span class="detail">
        ${formatCount(count.current, 'sample')}${count.current > 0 && count.current < fewSamples ? ', few' : ''}
      </span>
    </a>
  </li>`
}
