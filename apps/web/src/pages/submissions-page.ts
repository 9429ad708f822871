import type { SubmissionItem, SubmissionsAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { knownValues } from '../api/known-values.ts'
import { ApiError } from '../api/request.ts'
import { listSubmissions } from '../api/submissions.ts'
import { absent } from '../components/absent.ts'
import '../components/data-table.ts'
import type { Column } from '../components/data-table.ts'
import '../components/filter-bar.ts'
import { failure } from '../components/failure.ts'
import { LightElement } from '../components/light-element.ts'
import { quantity } from '../components/quantity.ts'
import { urlText } from '../components/url-text.ts'
import { isNarrowed, readFilters, searchOf, withoutFilters } from '../format/address-filters.ts'
import { durationQuantity, formatNumber } from '../format/quantity.ts'
import { formatDateTime, localZone, parseTime } from '../format/time.ts'
import './submissions-page.css'

const columns: readonly Column<SubmissionItem>[] = [
  {
    label: 'Number',
    value: ({ id }) => id,
    render: ({ id, submissionId }) => html`<a href="/submissions/${submissionId}">${id}</a>`,
    isNumeric: true,
  },
  { label: 'Received', value: ({ receivedAt }) => receivedAt ?? undefined, render: (item) => time(item) },
  {
    label: 'Page',
    value: ({ page }) => page?.url,
    render: ({ page }) => (page?.url ? urlText(page.url) : absent('not told')),
    isWide: true,
  },
  { label: 'Browser', value: ({ browser }) => product(browser) },
  { label: 'System', value: ({ os }) => product(os) },
  { label: 'Device', value: ({ device }) => device ?? undefined },
  {
    label: 'LCP',
    value: ({ vitals }) => vitals.lcp ?? undefined,
    render: ({ vitals }) => (vitals.lcp === null ? absent('–') : quantity(durationQuantity(vitals.lcp))),
    isNumeric: true,
  },
  {
    label: 'Errors',
    value: ({ errorCount }) => errorCount,
    render: ({ errorCount }) => (errorCount === 0 ? absent('0') : html`<strong>${formatNumber(errorCount)}</strong>`),
    isNumeric: true,
  },
]

/** What is stored, newest first. */
@customElement('submissions-page')
export class SubmissionsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly list = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) =>
      listSubmissions({ ...readFilters(this.query, 'all'), cursor: this.query.get('cursor') ?? undefined }, signal),
  })

  protected override render() {
    return html`<h1 tabindex="-1">Submissions</h1>
      <p class="hint">Newest first. Times are those of ${localZone()}.</p>
      <filter-bar .query=${this.query} .suggest=${knownValues}></filter-bar>
      ${this.list.render({
        initial: () => this.renderLoading(),
        pending: () => this.renderLoading(),
        complete: (answer) => this.renderList(answer),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure('The list could not be loaded', error, () => this.list.run()),
      })}`
  }

  /** The page before stays until the next one is there. */
  private renderLoading() {
    return this.list.value
      ? this.renderList(this.list.value)
      : html`<p class="loading" aria-busy="true">Loading the submissions</p>`
  }

  private renderList({ items, nextCursor }: SubmissionsAnswer) {
    const isFirst = !this.query.has('cursor')
    if (items.length === 0 && isFirst) return isNarrowed(this.query, 'all') ? this.renderExcluded() : this.renderNone()
    return html`<data-table
        class="submissions"
        label="Submissions"
        fixed-order
        .columns=${columns}
        .rows=${items}
        empty="No older submissions"
      ></data-table>
      <nav class="paging" aria-label="Pages of the list">
        ${isFirst ? nothing : html`<a href="/submissions${searchOf(this.withCursor(null))}">Newest</a>`}
        ${nextCursor === null ? nothing : html`<a href="/submissions${searchOf(this.withCursor(nextCursor))}">Older</a>`}
      </nav>`
  }

  private withCursor(cursor: string | null): URLSearchParams {
    const query = new URLSearchParams(this.query)
    query.delete('cursor')
    if (cursor !== null) query.set('cursor', cursor)
    return query
  }

  private renderExcluded() {
    return html`<section class="none">
      <h2>Your filter excludes all</h2>
      <p>Something may be stored, but nothing that matches. <a href="/submissions${searchOf(withoutFilters(this.query))}">Clear the filter</a></p>
    </section>`
  }

  private renderNone() {
    return html`<section class="none">
      <h2>Nothing is stored yet</h2>
      <p>
        Open <a href="/">the report of this browser</a>: it stores the first submission. Or put the tag into a site of yours,
        and every visit brings one:
      </p>
      <pre><code>${`<script src="${location.origin}/collector.js" defer></script>`}</code></pre>
    </section>`
  }
}

function time({ receivedAt }: SubmissionItem) {
  const date = parseTime(receivedAt)
  return date ? html`<time datetime=${date.toISOString()}>${formatDateTime(date)}</time>` : absent('not known')
}

function product({ name, version }: SubmissionItem['browser']): string | undefined {
  return [name, version?.split('.')[0]].filter(Boolean).join(' ').slice(0, 60) || undefined
}
