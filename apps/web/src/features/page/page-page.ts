import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withParam } from '../../address/with-param.ts'
import { withBase } from '../../router/base-path.ts'
import { setPageTitle } from '../../router/page-title.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { formatCount } from '../../words/quantity.ts'
import { getReleaseStarts } from '../charts/release-starts.ts'
import { knownValues } from '../filters/known-values.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { metricTile } from '../metrics/metric-tile.ts'
import { newestSubmissions } from '../overview/newest-submissions.ts'
import { topErrors } from '../overview/top-errors.ts'
import { visitors } from '../overview/visitors.ts'
import { pageColumns } from '../pages/page-columns.ts'
import { pagesMarkdown } from '../pages/pages-markdown.ts'
import { seriesWindow } from '../pages/series-window.ts'
import { metricReasons } from '../reasons/metric-reasons.ts'
import { scriptColumns } from '../scripts/script-columns.ts'
import { metricBreakdown } from '../vitals/metric-breakdown.ts'
import { metricOverTime } from '../vitals/metric-over-time.ts'
import { ratingSummary } from '../vitals/rating-summary.ts'
import { readVitalsChoice } from '../vitals/vitals-choice.ts'
import { getPage, type PageAnswers } from './get-page.ts'
import './page-page.css'
import '../../ui/copy-button.ts'
import '../../ui/table/data-table.ts'
import '../filters/filter-bar.ts'

const pageRange: Preset = '7d'
const words = {
  loading: 'Loading the page',
  failed: 'The page could not be loaded',
  shape: ['tiles', 'line', 'chart', 'rows'],
} as const

/** One page of the site: its vitals, errors, scripts and visitors. */
@customElement('page-page')
export class PagePage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answers = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getPage(this.choice, readFilters(withVisitorsOnly(this.query), pageRange), signal),
  })
  private readonly releases = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getReleaseStarts(readFilters(this.query, pageRange), signal),
  })

  protected override render() {
    const page = this.query.get('page')
    if (page) setPageTitle(page.slice(0, 100))
    return html`<p class="back"><a href=${narrowedAddress('/pages', this.narrowing, { page: undefined })}>All pages</a></p>
      <h1 tabindex="-1">${page?.slice(0, 300) ?? 'All pages'}</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answers, words, (answers) => this.renderAnswers(answers))}`
  }

  /** One page has one path: devices tell more. */
  private get choice() {
    return readVitalsChoice(this.query, 'device')
  }

  private get narrowing(): Narrowing {
    return { query: withVisitorsOnly(this.query), pageRange }
  }

  private renderAnswers({ vitals, paths, scripts, newest }: PageAnswers) {
    const { overview, current, previous, reasons } = vitals
    const { narrowing } = this
    if (overview.counts.pageViews.current === 0) return noVisitors('page view', { query: this.query, pageRange })
    const addressOf = (metric: string) => withBase(`/pages/view${searchOf(withParam(this.query, 'metric', metric))}`)
    return html`${sampleNote(overview)} ${leftOut({ query: this.query, pageRange })}
      <ul class="metric-tiles" aria-label="Metrics">
        ${overview.vitals.map((vital) => metricTile(vital, addressOf(vital.metric), vital.metric === current.metric))}
      </ul>
      ${
        current.total.count === 0
          ? nothing
          : html`${ratingSummary(current)} ${metricOverTime(current, previous, overview, narrowing, this.releases.value)}
            ${metricReasons(reasons, narrowing)} ${metricBreakdown(this.choice.breakdown, vitals, this.query)}`
      }
      ${topErrors(overview, narrowing)} ${this.renderScripts(scripts)} ${this.renderPaths(paths)}
      ${newestSubmissions(newest, narrowedAddress('/submissions', narrowing))} ${visitors(overview, narrowing)}`
  }

  private renderScripts(answer: PageAnswers['scripts']) {
    const { narrowing } = this
    if (answer.items.length === 0) return nothing
    const path = (value: string) => narrowedAddress('/pages/view', narrowing, { page: value })
    return html`<section>
      <header class="section-header">
        <h2>Which scripts cost most?</h2>
        <a href=${narrowedAddress('/scripts', narrowing)}>All scripts</a>
      </header>
      <data-table label="Scripts" .columns=${scriptColumns(answer, { path })} .rows=${answer.items}></data-table>
    </section>`
  }

  private renderPaths(answer: PageAnswers['paths']) {
    const { narrowing } = this
    const { items } = answer
    const columns = pageColumns(seriesWindow(readFilters(narrowing.query, pageRange), items), {
      page: (page, metric) => narrowedAddress('/pages/view', narrowing, { page }, metric && { metric }),
      paths: (page) => narrowedAddress('/pages', narrowing, { page }, { group: 'path' }),
    })
    return html`<section>
      <header class="section-header">
        <h2>${items.length === 1 ? 'What are its numbers?' : `Which are its ${formatCount(items.length, 'most viewed path')}?`}</h2>
        <copy-button label="Copy as Markdown" .text=${() => pagesMarkdown(answer)}></copy-button>
      </header>
      <data-table label="Paths" .columns=${columns} .rows=${items}></data-table>
      ${
        answer.nextCursor === null
          ? nothing
          : html`<p><a href=${narrowedAddress('/pages', narrowing, {}, { group: 'path' })}>All its paths</a></p>`
      }
    </section>`
  }
}
