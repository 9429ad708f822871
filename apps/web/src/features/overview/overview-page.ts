import type { OverviewAnswer, PageItem, SubmissionItem } from '@collector/schema'
import { Task } from '@lit/task'
import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { getOverview } from '../../api/overview.ts'
import { listSubmissions } from '../../api/submissions.ts'
import { comparedPeriod, readComparison } from '../charts/compared-period.ts'
import { comparisonChoice } from '../charts/comparison-choice.ts'
import { getReleaseStarts } from '../charts/release-starts.ts'
import { knownValues } from '../filters/known-values.ts'
import '../filters/filter-bar.ts'
import { inZone, type Preset, readFilters, readTimeRange, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { metricTile } from '../metrics/metric-tile.ts'
import { getPages } from '../pages/get-pages.ts'
import { overviewCounts } from './counts.ts'
import { newestSubmissions } from './newest-submissions.ts'
import { topErrors } from './top-errors.ts'
import { trafficChart } from './traffic-chart.ts'
import { trafficSeries } from './traffic-series.ts'
import { verdict } from './verdict.ts'
import { visitors } from './visitors.ts'
import { worstPages } from './worst-pages.ts'
import './overview-page.css'

const pageRange: Preset = '7d'
const refreshMs = 60_000
const newestShown = 6
/** More than the list shows: the verdict names pages with enough samples. */
const pagesRanked = 10
const words = {
  loading: 'Loading the overview',
  failed: 'The overview could not be loaded',
  shape: ['line', 'tiles', 'tiles', 'chart', 'rows'],
} as const

interface Answers {
  overview: OverviewAnswer
  /** Pages with most poor page views. */
  pages: PageItem[]
  newest: SubmissionItem[]
  /** Overview of the compared time, if one was chosen. */
  compared: OverviewAnswer | undefined
}

/** The overview: is anything wrong? The first page after signing in. */
@customElement('overview-page')
export class OverviewPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answers = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }): Promise<Answers> => {
      const filters = readFilters(withVisitorsOnly(this.query), pageRange)
      const period = comparedPeriod(readComparison(this.query, 'none'), filters)
      const [overview, pages, newest, compared] = await Promise.all([
        getOverview(inZone(filters), signal),
        getPages({ ...filters, sort: 'poor', limit: String(pagesRanked) }, signal),
        listSubmissions({ ...filters, limit: String(newestShown) }, signal),
        period && getOverview(inZone({ ...filters, ...period }), signal),
      ])
      return { overview, pages: pages.items, newest: newest.items, compared }
    },
  })
  private readonly releases = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getReleaseStarts(readFilters(this.query, pageRange), signal),
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
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answers, { ...words, isQuiet: this.isRefreshing }, (answers) => this.renderAnswers(answers))}`
  }

  /** Refreshes by itself, for screens on a wall. Not in the background, and not for a range that has ended. */
  private async refresh(): Promise<void> {
    if (
      document.visibilityState !== 'visible' ||
      ['custom', 'yesterday'].includes(readTimeRange(this.query, pageRange))
    )
      return
    this.isRefreshing = true
    try {
      await this.answers.run()
    } finally {
      this.isRefreshing = false
    }
  }

  private renderAnswers({ overview, pages, newest, compared }: Answers) {
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const { counts, vitals } = overview
    if (counts.pageViews.current === 0 && counts.pageViews.previous === 0)
      return noVisitors('page view', { query: this.query, pageRange })
    return html`${sampleNote(overview)} ${verdict(overview, pages, narrowing)}
      ${overviewCounts(overview, narrowedAddress('/errors', narrowing))}
      <p class="hint">Changes are against the period of the same length before.</p>
      ${leftOut({ query: this.query, pageRange })}
      <section>
        <h2>How fast are three out of four visits?</h2>
        <ul class="metric-tiles">
          ${vitals.map((vital) => metricTile(vital, narrowedAddress('/vitals', narrowing, {}, { metric: vital.metric })))}
        </ul>
      </section>
      <section>
        <header class="section-header">
          <h2>How many page views, and how many errors?</h2>
          <div class="actions">
            ${comparisonChoice(this.query, 'none', { hasData: (compared?.counts.pageViews.current ?? 0) > 0 })}
          </div>
        </header>
        ${trafficChart(trafficSeries(overview, compared), this.releases.value)}
      </section>
      <div class="halves">
        ${topErrors(overview, narrowing)} ${worstPages(pages, overview, narrowing)}
      </div>
      ${newestSubmissions(newest, narrowedAddress('/submissions', narrowing))} ${visitors(overview, narrowing)}`
  }
}
