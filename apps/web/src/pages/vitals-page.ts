import type { Dimension, Interval, MetricAnswer, OverviewAnswer } from '@collector/schema'
import { type MetricName, metricNames, metrics, rate } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { getMetric, getOverview } from '../api/analysis.ts'
import { knownValues } from '../api/known-values.ts'
import { ApiError } from '../api/request.ts'
import { ratingBars } from '../charts/rating-bars.ts'
import { intervalMs, timeSeries } from '../charts/time-buckets.ts'
import { absent } from '../components/absent.ts'
import { change } from '../components/change.ts'
import '../components/data-table.ts'
import type { Column } from '../components/data-table.ts'
import { failure } from '../components/failure.ts'
import '../components/filter-bar.ts'
import { histogramChart } from '../components/histogram-chart.ts'
import { LightElement } from '../components/light-element.ts'
import { isEnough, metricTile } from '../components/metric-tile.ts'
import { noData } from '../components/no-data.ts'
import { percentile } from '../components/percentile.ts'
import { percentileChart } from '../components/percentile-chart.ts'
import { ratingBadge } from '../components/rating-badge.ts'
import { ratingShares } from '../components/rating-shares.ts'
import { term } from '../components/term.ts'
import {
  type AddressFilters,
  deviceLabels,
  filterLabels,
  type Preset,
  readFilters,
  searchOf,
  withFilters,
} from '../format/address-filters.ts'
import { metricMeaning } from '../format/metric-words.ts'
import { narrowedAddress } from '../format/narrowed-address.ts'
import { formatNumber } from '../format/quantity.ts'
import { navigateToQuery } from '../router/navigate.ts'
import './vitals-page.css'

const pageRange: Preset = '7d'
const dimensions = ['path', 'browser', 'os', 'device', 'host'] as const satisfies Dimension[]
const intervals = ['hour', 'day', 'week'] as const satisfies Interval[]

type BreakdownRow = MetricAnswer['breakdown'][number] & { before: MetricAnswer['breakdown'][number] | undefined }

interface Answers {
  overview: OverviewAnswer
  current: MetricAnswer
  /** Absent where the time has no start: nothing was before. */
  previous: MetricAnswer | undefined
}

/** How fast the pages are, for whom, and since when. */
@customElement('vitals-page')
export class VitalsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answers = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => this.ask(signal),
  })

  protected override render() {
    const metric = metrics[this.metric]
    return html`<h1 tabindex="-1">Vitals</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} .suggest=${knownValues}></filter-bar>
      ${this.answers.render({
        initial: () => this.renderLoading(),
        pending: () => this.renderLoading(),
        complete: (answers) => this.renderAnswers(answers),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure(`${metric.label} could not be loaded`, error, () => this.answers.run()),
      })}`
  }

  private get metric(): MetricName {
    return metricNames.find((name) => name === this.query.get('metric')) ?? 'lcp'
  }

  private get breakdown(): Dimension {
    return dimensions.find((name) => name === this.query.get('breakdown')) ?? 'path'
  }

  private async ask(signal: AbortSignal): Promise<Answers> {
    const filters = readFilters(this.query, pageRange)
    const interval = intervals.find((name) => name === this.query.get('interval'))
    const query = { ...filters, interval, breakdown: this.breakdown }
    const now = new Date().toISOString()
    const [overview, current, previous] = await Promise.all([
      getOverview({ ...filters, to: filters.to ?? now }, signal),
      getMetric(this.metric, query, signal),
      filters.from
        ? getMetric(this.metric, { ...query, ...periodBefore(filters.from, filters.to ?? now) }, signal)
        : undefined,
    ])
    return { overview, current, previous }
  }

  /** What was asked before stays until the next answer is there. */
  private renderLoading() {
    const { value } = this.answers
    return value
      ? html`<div aria-busy="true" class="stale">${this.renderAnswers(value)}</div>`
      : html`<p class="loading" aria-busy="true">Loading the vitals</p>`
  }

  private renderAnswers({ overview, current, previous }: Answers) {
    if (overview.vitals.every(({ count }) => count.current === 0)) {
      return noData('measurement', { query: this.query, pageRange })
    }
    const name = current.metric
    const label = name.toUpperCase()
    return html`<ul class="metric-tiles" aria-label="Metrics">
        ${overview.vitals.map((vital) => metricTile(vital, this.sameWith('metric', vital.metric), vital.metric === name))}
      </ul>
      <p class="meaning-line">${term(html`<strong>${metrics[name].label}</strong>`, metricMeaning(metrics[name]))}</p>
      ${
        current.total.count === 0
          ? html`<p>${absent(`${label} was not measured in this time.`)}</p>`
          : html`${this.renderRatings(current)} ${this.renderSeries(current, previous, overview)} ${this.renderHistogram(current)}
            ${this.renderBreakdown(current, previous)}`
      }`
  }

  private renderRatings({ metric, total }: MetricAnswer) {
    return html`<section>
      <h2>How many page views were good?</h2>
      ${ratingShares({ good: total.good, 'needs-improvement': total.needsImprovement, poor: total.poor })}
      <dl class="percentiles">
        ${(['p50', 'p75', 'p95'] as const).map(
          (name) => html`<div>
            <dt>${name}</dt>
            <dd>${percentile(metric, total[name], total.count)}</dd>
          </div>`,
        )}
        <div>
          <dt>Samples</dt>
          <dd>${formatNumber(total.count)}</dd>
        </div>
      </dl>
      <p class="hint">Percentiles are counted in steps of 3 %: each is within 2 % of what was measured. Ratings are exact.</p>
    </section>`
  }

  private renderSeries(current: MetricAnswer, previous: MetricAnswer | undefined, { from, to }: OverviewAnswer) {
    const { metric, interval } = current
    const question = `How did ${metric.toUpperCase()} change over time?`
    const before = previous && timeSeries(previous.series, interval, periodBefore(from, to))
    return html`<section>
      <header class="section-header">
        <h2>${question}</h2>
        <div class="switch" role="group" aria-label="One point for each">
          ${intervals.map(
            (name) => html`<button
              type="button"
              class="outline secondary small"
              aria-pressed=${interval === name}
              @click=${() => this.change('interval', name)}
            >
              ${{ hour: 'Hour', day: 'Day', week: 'Week' }[name]}
            </button>`,
          )}
        </div>
      </header>
      ${percentileChart(
        {
          metric,
          ...timeSeries(current.series, interval, { from, to }),
          previous: before?.buckets.some(({ row }) => row) ? before.buckets.map(({ row }) => row?.p75 ?? null) : [],
        },
        question,
        ({ at }) =>
          this.submissionsAddress({
            vital: `${metric}:..`,
            from: at.toISOString(),
            to: new Date(at.getTime() + intervalMs[interval]).toISOString(),
          }),
      )}
    </section>`
  }

  private renderHistogram({ metric, histogram }: MetricAnswer) {
    const question = `How is ${metric.toUpperCase()} spread?`
    return html`<section>
      <h2>${question}</h2>
      ${histogramChart(ratingBars(metric, histogram), question, ({ from, to }) =>
        this.submissionsAddress({ vital: `${metric}:${from > 0 ? plain(from) : ''}..${plain(to)}` }),
      )}
    </section>`
  }

  private renderBreakdown({ metric, breakdown, total }: MetricAnswer, previous: MetricAnswer | undefined) {
    const by = this.breakdown
    const before = new Map(previous?.breakdown.map((row) => [row.value, row]))
    const rows = breakdown.map((row) => ({ ...row, before: before.get(row.value) }))
    return html`<section>
      <header class="section-header">
        <h2>For whom is it slow?</h2>
        <div class="switch" role="group" aria-label="Broken down by">
          ${dimensions.map(
            (name) => html`<button
              type="button"
              class="outline secondary small"
              aria-pressed=${by === name}
              @click=${() => this.change('breakdown', name)}
            >
              ${filterLabels[name]}
            </button>`,
          )}
        </div>
      </header>
      <data-table
        label="${metric.toUpperCase()} by ${filterLabels[by]}"
        .columns=${this.breakdownColumns(metric, by, total.count)}
        .rows=${rows}
      ></data-table>
      ${breakdown.length === 50 ? html`<p class="hint">The 50 with most page views.</p>` : nothing}
    </section>`
  }

  private breakdownColumns(metric: MetricName, by: Dimension, total: number): Column<BreakdownRow>[] {
    return [
      {
        label: filterLabels[by],
        value: ({ value }) => value ?? undefined,
        render: ({ value }) =>
          value === null
            ? absent('not told')
            : html`<a href="/vitals${searchOf(withFilters(this.query, { [by]: value }))}">${valueLabel(by, value).slice(0, 200)}</a>`,
        isWide: true,
      },
      {
        label: 'p75',
        value: ({ p75 }) => p75 ?? undefined,
        render: ({ p75, count }) => percentile(metric, p75, count),
        isNumeric: true,
      },
      {
        label: 'Rating',
        value: ({ p75 }) => p75 ?? undefined,
        render: ({ p75 }) => (p75 === null ? absent('–') : ratingBadge(rate(metrics[metric], p75))),
      },
      {
        label: 'Change',
        value: ({ p75, before }) => (p75 !== null && before?.p75 ? p75 / before.p75 : undefined),
        render: ({ p75, count, before }) => {
          const counts = { current: count, previous: before?.count ?? 0 }
          return change(
            { current: p75, previous: before?.p75 ?? null },
            { more: isEnough(counts) ? 'worse' : 'neither' },
          )
        },
      },
      { label: 'Samples', value: ({ count }) => count, render: ({ count }) => formatNumber(count), isNumeric: true },
      {
        label: 'Share',
        value: ({ count }) => count,
        render: ({ count }) => html`${formatNumber((count / total) * 100, 1)}<span class="unit"> %</span>`,
        isNumeric: true,
      },
    ]
  }

  private submissionsAddress(changes: AddressFilters): string {
    return narrowedAddress('/submissions', { query: this.query, pageRange }, changes)
  }

  private sameWith(name: string, value: string): string {
    const query = new URLSearchParams(this.query)
    query.set(name, value)
    return `/vitals${searchOf(query)}`
  }

  private change(name: string, value: string): void {
    const query = new URLSearchParams(this.query)
    query.set(name, value)
    navigateToQuery(query)
  }
}

/** The period of the same length just before. */
function periodBefore(from: string, to: string): { from: string; to: string } {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { from: new Date(start - (end - start)).toISOString(), to: from }
}

function valueLabel(by: Dimension, value: string): string {
  return by === 'device' ? (deviceLabels[value as keyof typeof deviceLabels] ?? value) : value
}

/** A number as the API reads it: no exponent. */
function plain(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '')
}
