import type { OverviewAnswer, SubmissionItem } from '@collector/schema'
import { metrics, rate } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { getOverview } from '../api/analysis.ts'
import { knownValues } from '../api/known-values.ts'
import { ApiError } from '../api/request.ts'
import { listSubmissions } from '../api/submissions.ts'
import { timeSeries, usualInterval } from '../charts/time-buckets.ts'
import { absent } from '../components/absent.ts'
import { change } from '../components/change.ts'
import { failure } from '../components/failure.ts'
import '../components/filter-bar.ts'
import { LightElement } from '../components/light-element.ts'
import { mark } from '../components/mark.ts'
import { isEnough, metricTile } from '../components/metric-tile.ts'
import { noData } from '../components/no-data.ts'
import { percentile } from '../components/percentile.ts'
import { ratingBadge } from '../components/rating-badge.ts'
import { shareBar } from '../components/share-bar.ts'
import { trafficChart } from '../components/traffic-chart.ts'
import {
  type AddressFilters,
  deviceLabels,
  type Preset,
  readFilters,
  readTimeRange,
} from '../format/address-filters.ts'
import { type Finding, findings } from '../format/findings.ts'
import { type Narrowing, narrowedAddress } from '../format/narrowed-address.ts'
import { formatCount, formatNumber } from '../format/quantity.ts'
import { formatDateTime, localZone, parseTime } from '../format/time.ts'
import './overview-page.css'

const pageRange: Preset = '24h'
const refreshMs = 60_000
const newestShown = 6
const topShown = 5

/** Is anything wrong? The first screen of those who are signed in. */
@customElement('overview-page')
export class OverviewPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly overview = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }) => {
      const filters = readFilters(this.query, pageRange)
      const [overview, { items }] = await Promise.all([
        getOverview(filters, signal),
        listSubmissions({ ...filters, limit: String(newestShown) }, signal),
      ])
      return { overview, newest: items }
    },
  })

  private isRefreshing = false
  private refreshing?: ReturnType<typeof setInterval>

  override connectedCallback(): void {
    super.connectedCallback()
    this.refreshing = setInterval(() => void this.refresh(), refreshMs)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.refreshing)
  }

  protected override render() {
    return html`<h1 tabindex="-1">Overview</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} .suggest=${knownValues}></filter-bar>
      ${this.overview.render({
        initial: () => this.renderLoading(),
        pending: () => this.renderLoading(),
        complete: ({ overview, newest }) => this.renderOverview(overview, newest),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure('The overview could not be loaded', error, () => this.overview.run()),
      })}`
  }

  /** What was asked before stays until the next answer is there. */
  private renderLoading() {
    const { value } = this.overview
    if (value && this.isRefreshing) return this.renderOverview(value.overview, value.newest)
    return value
      ? html`<div aria-busy="true" class="stale">${this.renderOverview(value.overview, value.newest)}</div>`
      : html`<p class="loading" aria-busy="true">Loading the overview</p>`
  }

  /** A screen on the wall stays true. Nobody looks at a page in the background, and what was is what it was. */
  private async refresh(): Promise<void> {
    if (document.visibilityState !== 'visible' || readTimeRange(this.query, pageRange) === 'custom') return
    this.isRefreshing = true
    try {
      await this.overview.run()
    } finally {
      this.isRefreshing = false
    }
  }

  private get narrowing(): Narrowing {
    return { query: this.query, pageRange }
  }

  private address(path: string, changes?: AddressFilters, others?: Record<string, string>): string {
    return narrowedAddress(path, this.narrowing, changes, others)
  }

  private renderOverview(overview: OverviewAnswer, newest: readonly SubmissionItem[]) {
    const { counts, vitals, series, from, to } = overview
    if (counts.pageViews.current === 0 && counts.pageViews.previous === 0) return noData('page view', this.narrowing)
    return html`${this.renderVerdict(findings(overview))} ${this.renderCounts(overview)}
      <section>
        <h2>How fast is it for three visits of four?</h2>
        <ul class="metric-tiles">
          ${vitals.map((vital) => metricTile(vital, this.address('/vitals', {}, { metric: vital.metric })))}
        </ul>
      </section>
      <section>
        <h2>How much came in, and how much went wrong?</h2>
        ${trafficChart(timeSeries(series, usualInterval({ from, to }), { from, to }))}
      </section>
      <div class="halves">
        ${this.renderErrors(overview)} ${this.renderSlowest(overview)}
      </div>
      ${this.renderNewest(newest)} ${this.renderTops(overview)}
      <p class="hint">
        Compared with the period of the same length just before. Times are those of ${localZone()}.
      </p>`
  }

  private renderVerdict(found: readonly Finding[]) {
    return html`<section class="verdict" aria-label="Is anything wrong?">
      ${
        found.length === 0
          ? html`<p>${mark('good')} <strong>Nothing stands out.</strong> No new errors, no vital that is poor or much slower than before.</p>`
          : html`<ul>
              ${found.map((finding) => html`<li>${mark(finding.tone)} ${this.renderFinding(finding)}</li>`)}
            </ul>`
      }
    </section>`
  }

  private renderFinding({ text, about }: Finding) {
    if (about.kind === 'traffic') return html`${text}. <a href="/setup">See what arrives</a>`
    const href =
      about.kind === 'errors'
        ? this.address('/errors', {}, about.status === 'regressed' ? { status: 'regressed' } : {})
        : this.address('/vitals', {}, { metric: about.metric })
    return html`<a href=${href}>${text}</a>`
  }

  private renderCounts({ counts, errorGroups }: OverviewAnswer) {
    const { pageViews, pageViewsWithErrors, errors } = counts
    const share = pageViews.current === 0 ? 0 : (pageViewsWithErrors.current / pageViews.current) * 100
    return html`<ul class="tiles counts">
      <li class="tile">
        <p class="label">Page views</p>
        <p class="value">${formatNumber(pageViews.current)}</p>
        <p class="detail">${change(pageViews)}</p>
      </li>
      <li class="tile">
        <p class="label">Page views with errors</p>
        <p class="value">${formatNumber(share, 1)}<span class="unit"> %</span></p>
        <p class="detail">${formatNumber(pageViewsWithErrors.current)}, ${change(pageViewsWithErrors, { more: 'worse' })}</p>
      </li>
      <li class="tile">
        <p class="label">Errors</p>
        <p class="value">${formatNumber(errors.current)}</p>
        <p class="detail">${change(errors, { more: 'worse' })}</p>
      </li>
      <li class="tile">
        <p class="label">Kinds of errors open</p>
        <p class="value"><a href=${this.address('/errors')}>${formatNumber(errorGroups.open)}</a></p>
        <p class="detail">${formatNumber(errorGroups.new)} new, ${formatNumber(errorGroups.regressed)} regressed</p>
      </li>
    </ul>`
  }

  private renderErrors({ errorGroups }: OverviewAnswer) {
    return html`<section>
      <header class="section-header">
        <h2>What goes wrong most often?</h2>
        <a href=${this.address('/errors')}>All errors</a>
      </header>
      ${
        errorGroups.top.length === 0
          ? html`<p>${mark('good')} No open errors in this time.</p>`
          : html`<ol class="ranking">
              ${errorGroups.top.map(
                ({ groupKey, message, count, pageViews }) => html`<li>
                  <a class="name" href=${this.address(`/errors/${groupKey}`)}>${message.slice(0, 200) || 'no message'}</a>
                  <span class="figure">${formatNumber(count.current)} <span class="unit">×</span></span>
                  <span class="beside">${formatCount(pageViews.current, 'page view')}, ${change(count, { more: 'worse' })}</span>
                </li>`,
              )}
            </ol>`
      }
    </section>`
  }

  private renderSlowest({ slowestPages }: OverviewAnswer) {
    const pages = slowestPages.filter(({ p75 }) => p75.current !== null).slice(0, topShown)
    return html`<section>
      <header class="section-header">
        <h2>Which pages are slowest?</h2>
        <a href=${this.address('/vitals', {}, { metric: 'lcp', breakdown: 'path' })}>All pages</a>
      </header>
      ${
        pages.length === 0
          ? html`<p>${absent('LCP was not measured in this time.')}</p>`
          : html`<ol class="ranking">
              ${pages.map(
                ({ value, count, p75 }) => html`<li>
                  ${
                    value === null
                      ? html`<span class="name">${absent('not told')}</span>`
                      : html`<a class="name" href=${this.address('/vitals', { path: value }, { metric: 'lcp' })}>${value.slice(0, 200)}</a>`
                  }
                  <span class="figure">${percentile('lcp', p75.current, count.current)}</span>
                  <span class="beside"
                    >${ratingBadge(rate(metrics.lcp, p75.current ?? 0))} ${formatCount(count.current, 'sample')}, ${change(p75, { more: isEnough(count) ? 'worse' : 'neither' })}</span
                  >
                </li>`,
              )}
            </ol>`
      }
    </section>`
  }

  private renderNewest(newest: readonly SubmissionItem[]) {
    return html`<section>
      <header class="section-header">
        <h2>What came in last?</h2>
        <a href=${this.address('/submissions')}>All submissions</a>
      </header>
      <ol class="ranking newest">
        ${newest.map(({ submissionId, id, page, receivedAt, browser, errorCount }) => {
          const time = parseTime(receivedAt)
          return html`<li>
            <a class="name" href="/submissions/${submissionId}">${id} ${page?.url ? page.url.slice(0, 200) : 'page not told'}</a>
            <span class="figure">${errorCount > 0 ? html`${mark('poor')} ${formatCount(errorCount, 'error')}` : nothing}</span>
            <span class="beside">
              ${time ? html`<time datetime=${time.toISOString()}>${formatDateTime(time)}</time>` : absent('time not known')}${browser.name ? `, ${browser.name.slice(0, 40)}` : ''}
            </span>
          </li>`
        })}
      </ol>
    </section>`
  }

  private renderTops({ counts, browsers, os, devices, paths, hosts }: OverviewAnswer) {
    const total = counts.pageViews.current
    return html`<section>
      <h2>Who came, and where to?</h2>
      <div class="tops">
        ${this.renderTop('Browsers', 'browser', browsers, total)} ${this.renderTop('Systems', 'os', os, total)}
        ${this.renderTop('Devices', 'device', devices, total)} ${this.renderTop('Pages', 'path', paths, total)}
        ${this.renderTop('Hosts', 'host', hosts, total)}
      </div>
    </section>`
  }

  private renderTop(
    title: string,
    filter: 'browser' | 'os' | 'device' | 'path' | 'host',
    top: OverviewAnswer['paths'],
    total: number,
  ) {
    return html`<div class="top">
      <h3>${title}</h3>
      <ol>
        ${top.slice(0, topShown).map(({ value, pageViews }) => {
          const label = filter === 'device' ? deviceLabels[value as keyof typeof deviceLabels] : value
          return html`<li>
            ${
              value === null
                ? html`<span class="name">${absent('not told')}</span>`
                : html`<a class="name" href=${this.address('/overview', { [filter]: value })}>${(label ?? value).slice(0, 200)}</a>`
            }
            <span class="figure">${formatNumber(pageViews.current)}</span>
            ${shareBar(total === 0 ? 0 : pageViews.current / total)}
          </li>`
        })}
      </ol>
    </div>`
  }
}
