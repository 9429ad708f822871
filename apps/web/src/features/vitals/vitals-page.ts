import { metrics } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { absent } from '../../ui/text/absent.ts'
import { getReleaseStarts } from '../charts/release-starts.ts'
import { knownValues } from '../filters/known-values.ts'
import { getVitals, type VitalsAnswers } from './get-vitals.ts'
import '../filters/filter-bar.ts'
import { type Preset, readFilters, withFixedRange, withVisitorsOnly } from '../../address/address-filters.ts'
import type { Narrowing } from '../../address/narrowed-address.ts'
import { withParam } from '../../address/with-param.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { term } from '../../ui/text/term.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { metricTile } from '../metrics/metric-tile.ts'
import { metricReasons } from '../reasons/metric-reasons.ts'
import { metricBreakdown } from './metric-breakdown.ts'
import { metricOverTime } from './metric-over-time.ts'
import { metricSpread } from './metric-spread.ts'
import { metricMeaning } from './metric-words.ts'
import { ratingSummary } from './rating-summary.ts'
import { readVitalsChoice } from './vitals-choice.ts'
import { vitalsMarkdown } from './vitals-markdown.ts'
import '../../ui/copy-button.ts'
import './vitals-page.css'

const pageRange: Preset = '7d'
const shape = ['tiles', 'line', 'chart', 'rows'] as const

/** The vitals: how fast pages are, for whom, and since when. */
@customElement('vitals-page')
export class VitalsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answers = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) =>
      getVitals(readVitalsChoice(this.query), readFilters(withVisitorsOnly(this.query), pageRange), signal),
  })
  private readonly releases = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getReleaseStarts(readFilters(this.query, pageRange), signal),
  })

  protected override render() {
    const { label } = metrics[readVitalsChoice(this.query).metric]
    const words = { loading: 'Loading the vitals', failed: `${label} could not be loaded`, shape } as const
    return html`<h1 tabindex="-1">Vitals</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answers, words, (answers) => this.renderAnswers(answers))}`
  }

  private renderAnswers(answers: VitalsAnswers) {
    const { overview, current } = answers
    if (overview.vitals.every(({ count }) => count.current === 0)) {
      return noVisitors('measurement', { query: this.query, pageRange })
    }
    const about = metrics[current.metric]
    const addressOf = (metric: string) => withBase(`/vitals${searchOf(withParam(this.query, 'metric', metric))}`)
    return html`${sampleNote(overview)} ${leftOut({ query: this.query, pageRange })}
      <ul class="metric-tiles" aria-label="Metrics">
        ${overview.vitals.map((vital) => metricTile(vital, addressOf(vital.metric), vital.metric === current.metric))}
      </ul>
      <div class="section-header meaning-line">
        ${term(html`<strong>${about.label}</strong>`, metricMeaning(about))}
        <copy-button label="Copy as Markdown" what="for an issue" .text=${() => this.markdownOf(answers)}></copy-button>
      </div>
      ${
        current.total.count === 0
          ? html`<p>${absent(`${current.metric.toUpperCase()} was not measured in this time.`)}</p>`
          : this.renderMeasured(answers)
      }`
  }

  private markdownOf(answers: VitalsAnswers): string {
    const query = withFixedRange(this.query, pageRange)
    return vitalsMarkdown(answers, `${location.origin}${withBase('/vitals')}${searchOf(query)}`)
  }

  private renderMeasured(answers: VitalsAnswers) {
    const { overview, current, previous, reasons } = answers
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const { breakdown } = readVitalsChoice(this.query)
    return html`${ratingSummary(current)} ${metricOverTime(current, previous, overview, narrowing, this.releases.value)}
    ${metricReasons(reasons, narrowing)} ${metricSpread(current, narrowing)} ${metricBreakdown(breakdown, answers, this.query)}`
  }
}
