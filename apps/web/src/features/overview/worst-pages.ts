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
    .flatMap((page) =>
      metricNames
        .map((metric) => ({ page, metric, ...page.vitals[metric] }))
        .filter(({ poor, rating }) => poor > 0 && rating !== 'good')
        .sort(byPoor)
        .slice(0, 1),
    )
    .sort(byPoor)
    .slice(0, pagesShown)
  return html`<section>
    <header class="section-header">
      <h2>Which pages to improve first?</h2>
      <a href=${narrowedAddress('/pages', narrowing, {}, { sort: 'poor' })}>All pages</a>
    </header>
    ${
      poor.length > 0
        ? html`<ol class="ranking">${poor.map((vital) => worstPage(vital, narrowing))}</ol>`
        : html`<p>${
            vitals.some(({ count }) => count.current > 0)
              ? html`${mark('good')} No page stands out in this time.`
              : absent('No vital was measured in this time.')
          }</p>`
    }
  </section>`
}

type PageVital = PageItem['vitals'][MetricName] & { page: PageItem; metric: MetricName }

const byPoor = (a: PageVital, b: PageVital) => b.poor - a.poor

function worstPage({ page: { path, worst }, metric, p75, count, poor, rating }: PageVital, narrowing: Narrowing) {
  const target = worst?.metric === metric && worst.target
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
