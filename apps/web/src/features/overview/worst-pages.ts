import type { OverviewAnswer, PageItem } from '@collector/schema'
import { type MetricName, metricNames } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { absent } from '../../ui/text/absent.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatNumber } from '../../words/quantity.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import './ranking.css'

const pagesShown = 5

/** Shows the pages with most poor page views, each with the vital that causes them. A vital whose p75 is good needs no work. */
export function worstPages(pages: readonly PageItem[], { vitals }: OverviewAnswer, narrowing: Narrowing) {
  const poor = pages
    .flatMap((page) => {
      const [metric] = metricNames
        .filter((name) => page.vitals[name].poor > 0 && page.vitals[name].rating !== 'good')
        .sort((a, b) => page.vitals[b].poor - page.vitals[a].poor)
      return metric ? [{ page, metric }] : []
    })
    .sort((a, b) => b.page.vitals[b.metric].poor - a.page.vitals[a.metric].poor)
    .slice(0, pagesShown)
  return html`<section>
    <header class="section-header">
      <h2>Which pages to improve first?</h2>
      <a href=${narrowedAddress('/pages', narrowing, {}, { sort: 'poor' })}>All pages</a>
    </header>
    ${
      poor.length > 0
        ? html`<ol class="ranking">${poor.map(({ page, metric }) => worstPage(page, metric, narrowing))}</ol>`
        : html`<p>${
            vitals.some(({ count }) => count.current > 0)
              ? html`${mark('good')} No page stands out in this time.`
              : absent('No vital was measured in this time.')
          }</p>`
    }
  </section>`
}

function worstPage({ path, vitals, worst }: PageItem, metric: MetricName, narrowing: Narrowing) {
  const target = worst?.metric === metric && worst.target
  const { p75, count, poor, rating } = vitals[metric]
  return html`<li>
    ${
      path === null
        ? html`<span class="name">${absent('unknown')}</span>`
        : html`<a class="name" href=${narrowedAddress('/pages/view', narrowing, { page: path }, { metric })}>${path.slice(0, 200)}</a>`
    }
    <span class="figure">${formatNumber(poor)} <span class="unit">poor of ${formatNumber(count)} measured</span></span>
    <span class="beside">${metric.toUpperCase()} ${percentile(metric, p75, count)} ${rating && ratingBadge(rating)} ${target ? html`<code>${target.slice(0, 100)}</code>` : nothing}</span>
  </li>`
}
