import type { OverviewAnswer, PageItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { absent } from '../../ui/text/absent.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import './ranking.css'

const pagesShown = 5

/** Shows the pages with most poor page views, each with the vital that causes them. */
export function worstPages(pages: readonly PageItem[], { vitals }: OverviewAnswer, narrowing: Narrowing) {
  const poor = pages.filter(({ worst }) => worst !== null).slice(0, pagesShown)
  return html`<section>
    <header class="section-header">
      <h2>Which pages to improve first?</h2>
      <a href=${narrowedAddress('/pages', narrowing, {}, { sort: 'poor' })}>All pages</a>
    </header>
    ${
      poor.length > 0
        ? html`<ol class="ranking">${poor.map((page) => worstPage(page, narrowing))}</ol>`
        : html`<p>${
            vitals.some(({ count }) => count.current > 0)
              ? html`${mark('good')} No page view was poor in this time.`
              : absent('No vital was measured in this time.')
          }</p>`
    }
  </section>`
}

function worstPage({ path, vitals, worst }: PageItem, narrowing: Narrowing) {
  if (!worst) return nothing
  const { metric, target } = worst
  const { p75, count, poor, rating } = vitals[metric]
  return html`<li>
    ${
      path === null
        ? html`<span class="name">${absent('unknown')}</span>`
        : html`<a class="name" href=${narrowedAddress('/pages/view', narrowing, { page: path }, { metric })}>${path.slice(0, 200)}</a>`
    }
    <span class="figure">${formatNumber(poor)} <span class="unit">of ${formatCount(count, 'page view')} poor</span></span>
    <span class="beside">${metric.toUpperCase()} ${percentile(metric, p75, count)} ${rating && ratingBadge(rating)} ${target && html`<code>${target.slice(0, 100)}</code>`}</span>
  </li>`
}
