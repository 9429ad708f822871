import type { OverviewAnswer } from '@collector/schema'
import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { change } from '../../ui/text/change.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
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
