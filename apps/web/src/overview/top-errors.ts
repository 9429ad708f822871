import type { OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import { change } from '../components/change.ts'
import { mark } from '../components/mark.ts'
import { type Narrowing, narrowedAddress } from '../format/narrowed-address.ts'
import { formatCount, formatNumber } from '../format/quantity.ts'
import './ranking.css'

/** Shows the most frequent errors. */
export function topErrors({ top }: OverviewAnswer['errorGroups'], narrowing: Narrowing) {
  return html`<section>
    <header class="section-header">
      <h2>What goes wrong most often?</h2>
      <a href=${narrowedAddress('/errors', narrowing)}>All errors</a>
    </header>
    ${
      top.length === 0
        ? html`<p>${mark('good')} No open errors in this time.</p>`
        : html`<ol class="ranking">
            ${top.map(
              ({ groupKey, message, count, pageViews }) => html`<li>
                <a class="name" href=${narrowedAddress(`/errors/${groupKey}`, narrowing)}>${message.slice(0, 200) || 'no message'}</a>
                <span class="figure">${formatNumber(count.current)} <span class="unit">×</span></span>
                <span class="beside">${formatCount(pageViews.current, 'page view')}, ${change(count, { more: 'worse' })}</span>
              </li>`,
            )}
          </ol>`
    }
  </section>`
}
