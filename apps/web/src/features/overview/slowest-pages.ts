import type { OverviewAnswer } from '@collector/schema'
import { metrics, rate } from '@collector/schema/catalogue'
import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { absent } from '../../ui/text/absent.ts'
import { change } from '../../ui/text/change.ts'
import { formatCount } from '../../words/quantity.ts'
import { isEnough } from '../metrics/metric-tile.ts'
import { percentile } from '../metrics/percentile.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import './ranking.css'

const pagesShown = 5

type SlowPage = OverviewAnswer['slowestPages'][number]

/** Shows the slowest pages, by LCP. */
export function slowestPages(pages: readonly SlowPage[], narrowing: Narrowing) {
  const measured = pages.filter(({ p75 }) => p75.current !== null).slice(0, pagesShown)
  return html`<section>
    <header class="section-header">
      <h2>Which pages are slowest?</h2>
      <a href=${narrowedAddress('/vitals', narrowing, {}, { metric: 'lcp', breakdown: 'path' })}>All pages</a>
    </header>
    ${
      measured.length === 0
        ? html`<p>${absent('LCP was not measured in this time.')}</p>`
        : html`<ol class="ranking">${measured.map((page) => slowPage(page, narrowing))}</ol>`
    }
  </section>`
}

function slowPage({ value, count, p75 }: SlowPage, narrowing: Narrowing) {
  return html`<li>
    ${
      value === null
        ? html`<span class="name">${absent('unknown')}</span>`
        : html`<a class="name" href=${narrowedAddress('/vitals', narrowing, { path: value }, { metric: 'lcp' })}>${value.slice(0, 200)}</a>`
    }
    <span class="figure">${percentile('lcp', p75.current, count.current)}</span>
    <span class="beside"
      >${ratingBadge(rate(metrics.lcp, p75.current ?? 0))} ${formatCount(count.current, 'sample')}, ${change(p75, { more: isEnough(count) ? 'worse' : 'neither' })}</span
    >
  </li>`
}
