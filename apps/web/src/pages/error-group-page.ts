import type { Dimension, ErrorGroupAnswer, ErrorGroupChange, ErrorStatus, OverviewAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { getOverview } from '../api/analysis.ts'
import { getErrorGroup, setErrorStatus } from '../api/error-groups.ts'
import { knownValues } from '../api/known-values.ts'
import { ApiError } from '../api/request.ts'
import { intervalMs, timeSeries, usualInterval } from '../charts/time-buckets.ts'
import { absent } from '../components/absent.ts'
import { countChart } from '../components/count-chart.ts'
import { errorTitle } from '../components/error-group-list.ts'
import { errorActions, errorStatus } from '../components/error-status.ts'
import { failure } from '../components/failure.ts'
import '../components/filter-bar.ts'
import '../components/folded-text.ts'
import { LightElement } from '../components/light-element.ts'
import { mark } from '../components/mark.ts'
import { noData } from '../components/no-data.ts'
import { shareBar } from '../components/share-bar.ts'
import {
  type AddressFilters,
  deviceLabels,
  filterLabels,
  type Preset,
  readFilters,
  searchOf,
  withFilters,
} from '../format/address-filters.ts'
import { commonTraits, enoughHit, type Trait } from '../format/common-traits.ts'
import { errorKinds } from '../format/error-words.ts'
import { narrowedAddress } from '../format/narrowed-address.ts'
import { formatCount, formatNumber } from '../format/quantity.ts'
import { asObject } from '../format/readers.ts'
import { formatDateTime, localZone, parseTime } from '../format/time.ts'
import { errorDetails } from '../report/error-list.ts'
import { setPageTitle } from '../router/page-title.ts'
import './error-group-page.css'

const pageRange: Preset = '7d'
const dimensions = ['browser', 'os', 'device', 'path', 'host'] as const satisfies Dimension[]
const traitsShown = 5

interface Answers {
  group: ErrorGroupAnswer
  /** Of all page views in the same time, whether they were hit or not. */
  overview: OverviewAnswer
}

/** One kind of error: when, where, whom it hit, and what those have in common. */
@customElement('error-group-page')
export class ErrorGroupPage extends LightElement {
  @property() groupKey = ''
  @property({ attribute: false }) query = new URLSearchParams()
  /** As it was changed here, and what it was before. */
  @state() private changed?: { status: ErrorStatus; before: ErrorStatus | undefined }
  @state() private changeFailure = ''
  private readonly answers = new Task(this, {
    args: () => [this.groupKey, this.query.toString()] as const,
    task: async ([groupKey], { signal }): Promise<Answers> => {
      const filters = readFilters(this.query, pageRange)
      const { q, hasErrors, groupKey: _, ...others } = filters
      const [group, overview] = await Promise.all([
        getErrorGroup(groupKey, filters, signal),
        // who was hit is compared with all, not with those who were looked for by what hit them
        getOverview({ ...others, to: filters.to ?? new Date().toISOString() }, signal),
      ])
      return { group, overview }
    },
    onComplete: ({ group }) => setPageTitle(errorTitle(group.name, group.message).slice(0, 80)),
  })

  protected override render() {
    return this.answers.render({
      initial: () => this.renderLoading(),
      pending: () => this.renderLoading(),
      complete: (answers) => this.renderGroup(answers),
      error: (error) => this.renderFailure(error),
    })
  }

  /** What was asked before stays until the next answer is there. */
  private renderLoading() {
    const { value } = this.answers
    return value
      ? html`<div aria-busy="true" class="stale">${this.renderGroup(value)}</div>`
      : html`<h1 tabindex="-1">Error</h1>
          <p class="loading" aria-busy="true">Loading the error</p>`
  }

  private renderFailure(error: unknown) {
    if (error instanceof ApiError && error.status === 401) return nothing
    // 400: the address holds no key at all
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
      return html`<section class="none">
        <h1 tabindex="-1">There is no such error</h1>
        <p>All submissions that had it were deleted, or the link was cut in two: its key has 16 characters.</p>
        <p><a href="/errors">All errors</a></p>
      </section>`
    }
    return html`<h1 tabindex="-1">Error</h1>
      ${failure('This error could not be loaded', error, () => this.answers.run())}`
  }

  private renderGroup({ group, overview }: Answers) {
    return html`<p class="back"><a href=${narrowedAddress('/errors', { query: this.query, pageRange })}>All errors</a></p>
      ${this.renderHead(group)}
      <filter-bar .query=${this.query} page-range=${pageRange} .suggest=${knownValues}></filter-bar>
      ${
        group.count === 0
          ? noData('occurrence', { query: this.query, pageRange })
          : html`${this.renderSeries(group, overview)} ${this.renderTraits(group, overview)} ${this.renderOccurrences(group)}`
      }`
  }

  private renderHead(group: ErrorGroupAnswer) {
    const title = errorTitle(group.name, group.message)
    const status = this.changed?.status ?? group.status
    return html`<header class="group-head">
      <h1 tabindex="-1"><folded-text .text=${title} limit="240"></folded-text></h1>
      <p class="about">
        ${errorStatus(status)} <span>${errorKinds[group.type]}</span>
        ${group.source ? html`<span class="source"><folded-text .text=${group.source} limit="160"></folded-text></span>` : nothing}
      </p>
      <div class="actions">
        ${errorActions(status, this.changed?.before, 'this error', (wish) => this.setStatus(group, wish))}
      </div>
      ${this.changeFailure ? html`<p role="alert" class="tone-poor">${this.changeFailure}</p>` : nothing}
      <ul class="tiles">
        ${this.renderTile('Occurrences', formatNumber(group.count), 'in this time')}
        ${this.renderTile('Page views', formatNumber(group.pageViews), 'that were hit')}
        ${this.renderTile('Last seen', timeText(group.lastSeen), localZone())}
        ${this.renderTile('First seen', timeText(group.firstSeen), localZone())}
      </ul>
    </header>`
  }

  private renderTile(label: string, value: string, detail: string) {
    return html`<li class="tile">
      <p class="label">${label}</p>
      <p class="value">${value}</p>
      <p class="detail">${detail}</p>
    </li>`
  }

  private renderSeries(group: ErrorGroupAnswer, { from, to }: OverviewAnswer) {
    const interval = usualInterval({ from, to })
    return html`<section>
      <h2>When did it occur?</h2>
      ${countChart(
        { ...timeSeries(group.series, interval, { from, to }), noun: 'occurrence', title: 'Occurrences' },
        'When did it occur?',
        ({ at }) =>
          this.submissionsAddress({
            from: at.toISOString(),
            to: new Date(at.getTime() + intervalMs[interval]).toISOString(),
          }),
      )}
    </section>`
  }

  private renderTraits(group: ErrorGroupAnswer, overview: OverviewAnswer) {
    const traits = commonTraits(group, overview)
    const telling = dimensions.flatMap((by) => traits[by].filter(({ isTelling }) => isTelling))
    return html`<section>
      <h2>What do those that were hit have in common?</h2>
      ${
        telling.length > 0
          ? html`<ul class="telling">
              ${telling.map((trait) => html`<li>${mark('info')} ${traitSentence(trait)}</li>`)}
            </ul>`
          : html`<p class="hint">${nothingTelling(group)}</p>`
      }
      <div class="tops">${dimensions.map((by) => this.renderTraitsOf(by, traits[by]))}</div>
      <p class="hint">Bars are shares of the page views that were hit; in brackets the share of all page views.</p>
    </section>`
  }

  private renderTraitsOf(by: Dimension, traits: readonly Trait[]) {
    return html`<div class="top">
      <h3>${filterLabels[by]}</h3>
      <ol>
        ${traits.slice(0, traitsShown).map(
          ({ value, share, shareOfAll }) => html`<li>
            ${
              value === null
                ? html`<span class="name">${absent('not told')}</span>`
                : html`<a class="name" href="${location.pathname}${searchOf(withFilters(this.query, { [by]: value }))}">${valueLabel(by, value)}</a>`
            }
            <span class="figure">${percent(share)} ${shareOfAll === undefined ? nothing : html`<span class="absent">(${percent(shareOfAll)})</span>`}</span>
            ${shareBar(share)}
          </li>`,
        )}
      </ol>
    </div>`
  }

  private renderOccurrences({ occurrences, pageViews }: ErrorGroupAnswer) {
    return html`<section>
      <header class="section-header">
        <h2>What happened last?</h2>
        <a href=${this.submissionsAddress({})}>${pageViews === 1 ? 'The page view' : `All ${formatCount(pageViews, 'page view')}`}</a>
      </header>
      <ol class="occurrences">
        ${occurrences.map(({ submission, error }, index) => {
          const { id, submissionId, receivedAt, page, browser, os } = submission
          const about = [browser.name, os.name].filter(Boolean).join(' on ')
          return html`<li>
            <details ?open=${index === 0}>
              <summary>
                <span class="when">${receivedAt ? timeText(receivedAt) : 'time not known'}</span>
                <span class="where">${page?.url?.slice(0, 300) ?? 'page not told'}</span>
                <span class="absent">${about.slice(0, 80)}</span>
              </summary>
              <p><a href="/submissions/${submissionId}">Submission ${id}</a></p>
              <p><folded-text .text=${String(asObject(error)['message'] ?? 'no message')} limit="400"></folded-text></p>
              ${errorDetails(asObject(error), page?.url)}
            </details>
          </li>`
        })}
      </ol>
    </section>`
  }

  private submissionsAddress(changes: AddressFilters): string {
    return narrowedAddress('/submissions', { query: this.query, pageRange }, { groupKey: this.groupKey, ...changes })
  }

  private async setStatus(group: ErrorGroupAnswer, status: ErrorGroupChange['status']): Promise<void> {
    const isUndo = this.changed?.before !== undefined
    try {
      await setErrorStatus(this.groupKey, status)
      this.changed = { status, before: isUndo ? undefined : (this.changed?.status ?? group.status) }
      this.changeFailure = ''
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.changeFailure = `Nothing was changed: ${error.message}`
    }
  }
}

function nothingTelling({ pageViews }: ErrorGroupAnswer): string {
  return pageViews < enoughHit
    ? `Too few were hit to tell: ${formatCount(pageViews, 'page view')}.`
    : 'Nothing that most of them share is known to be rarer among all page views.'
}

function traitSentence({ by, value, share, shareOfAll }: Trait): string {
  const name = value === null ? 'not told' : valueLabel(by, value)
  const all = shareOfAll === undefined ? '' : `, but only ${percent(shareOfAll)} of all page views`
  return `${filterLabels[by]} ${name}: ${percent(share)} of those that were hit${all}`
}

function valueLabel(by: Dimension, value: string): string {
  const label = by === 'device' ? deviceLabels[value as keyof typeof deviceLabels] : undefined
  return (label ?? value).slice(0, 200)
}

function percent(share: number): string {
  return `${formatNumber(share * 100)} %`
}

function timeText(text: string): string {
  const date = parseTime(text)
  return date ? formatDateTime(date) : '–'
}
