import type { OverviewAnswer } from '@collector/schema'
import { enoughToRank, metrics, rate } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { absent } from '../../ui/text/absent.ts'
import { change } from '../../ui/text/change.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { isEnough } from '../metrics/metric-tile.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import './ranking.css'

const pagesShown = 5

type SlowPage = OverviewAnswer['slowestPages'][number]

/** Shows the pages with most page views whose LCP was poor. */
export function slowestPages(pages: readonly SlowPage[], narrowing: Narrowing) {
  const measured = pages.filter(({ count }) => count.current > 0)
  const ranked = measured.filter(({ count }) => count.current >= enoughToRank)
  const left = measured.length - ranked.length
  return html`<section>
    <header class="section-header">
      <h2>Which pages to improve first?</h2>
      <a href=${narrowedAddress('/pages', narrowing, {}, { sort: 'poor' })}>All pages</a>
    </header>
    ${
      measured.length === 0
        ? html`<p>${absent('LCP was not measured in this time.')}</p>`
        : html`<ol class="ranking">${ranked.slice(0, pagesShown).map((page) => slowPage(page, narrowing))}</ol>`
    }
    ${left === 0 ? nothing : html`<p class="hint">${formatCount(left, 'page')} with fewer than ${enoughToRank} samples ${left === 1 ? 'is' : 'are'} not ranked.</p>`}
  </section>`
}

function slowPage({ value, count, p75, poor }: SlowPage, narrowing: Narrowing) {
  return html`<li>
    ${
      value === null
        ? html`<span class="name">${absent('unknown')}</span>`
        : html`<a class="name" href=${narrowedAddress('/pages/view', narrowing, { page: value })}>${value.slice(0, 200)}</a>`
    }
    <span class="figure">${percentile('lcp', p75.current, count.current)}</span>
    <span class="beside"
      >${ratingBadge(rate(metrics.lcp, p75.current ?? 0))} ${formatNumber(poor)} of ${formatCount(count.current, 'page view')} poor, ${change(p75, { more: isEnough(count) ? 'worse' : 'neither' })}</span
    >
  </li>`
}
