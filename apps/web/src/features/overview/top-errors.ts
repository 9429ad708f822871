import type { OverviewAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { change } from '../../ui/text/change.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import './ranking.css'

/** Shows the errors that hit most page views. */
export function topErrors({ counts, errorGroups: { top } }: OverviewAnswer, narrowing: Narrowing) {
  // in the first period all would be more than before
  const before = counts.pageViews.previous === 0 ? { previous: null } : {}
  return html`<section>
    <header class="section-header">
      <h2>Which errors to fix first?</h2>
      <a href=${narrowedAddress('/errors', narrowing)}>All errors</a>
    </header>
    ${
      top.length === 0
        ? html`<p>${mark('good')} No open errors in this time.</p>`
        : html`<ol class="ranking">
            ${top.map(
              ({ groupKey, message, state, count, pageViews }) => html`<li>
                <a class="name" href=${narrowedAddress(`/errors/${groupKey}`, narrowing)}>${message.slice(0, 200) || 'no message'}</a>
                <span class="figure">${formatNumber(pageViews.current)} <span class="unit">${pageViews.current === 1 ? 'page view' : 'page views'}</span></span>
                <span class="beside">${state === 'open' ? nothing : html`<strong>${state === 'new' ? 'New' : 'Regressed'}</strong>, `}${formatCount(count.current, 'occurrence')}, ${change({ ...pageViews, ...before }, { more: 'worse' })}</span>
              </li>`,
            )}
          </ol>`
    }
  </section>`
}
