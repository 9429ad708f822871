import type { SubmissionItem } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { exportSubmissions } from '../api/export.ts'
import { knownValues } from '../api/known-values.ts'
import { ApiError } from '../api/request.ts'
import { followSubmissions } from '../api/submission-stream.ts'
import { countSubmissions, deleteSubmissions, listSubmissions } from '../api/submissions.ts'
import '../components/ask-dialog.ts'
import type { AskDialog } from '../components/ask-dialog.ts'
import { compareTray } from '../components/compare-tray.ts'
import '../components/export-dialog.ts'
import type { ExportDialog } from '../components/export-dialog.ts'
import { failure } from '../components/failure.ts'
import '../components/filter-bar.ts'
import { LightElement } from '../components/light-element.ts'
import { mark } from '../components/mark.ts'
import '../components/submission-table.ts'
import { type AddressFilters, isNarrowed, readFilters, searchOf, withoutFilters } from '../format/address-filters.ts'
import { arrive, type LiveList, release } from '../format/live-list.ts'
import { formatCount, formatNumber } from '../format/quantity.ts'
import { submissionIdOf } from '../format/submission-number.ts'
import { localZone } from '../format/time.ts'
import './submissions-page.css'

/** More than this and the list begins anew: nobody scrolls so far, and every row costs. */
const longestList = 300

/** What is stored, newest first, growing while one looks. */
@customElement('submissions-page')
export class SubmissionsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  @state() private live: LiveList = { shown: [], waiting: [] }
  @state() private stream: 'off' | 'open' | 'broken' | 'ended' = 'off'
  @state() private chosen: readonly SubmissionItem[] = []
  /** What a deletion would take; its number is not known at first. */
  @state() private toDelete?: { filters: AddressFilters; count?: number; failure?: string }
  @state() private isPaused = false
  @query('export-dialog') private exportDialog!: ExportDialog
  @query('ask-dialog') private askDialog!: AskDialog
  private stopStream?: () => void

  private readonly list = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) =>
      listSubmissions({ ...readFilters(this.query, 'all'), cursor: this.query.get('cursor') ?? undefined }, signal),
    onComplete: ({ items }) => {
      this.live = { shown: items, waiting: [] }
    },
  })

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('scroll', this.checkPause, { passive: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('scroll', this.checkPause)
    this.stopStream?.()
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('query')) this.follow()
  }

  protected override render() {
    return html`<h1 tabindex="-1">Submissions</h1>
      <filter-bar
        .query=${this.query}
        .suggest=${knownValues}
        search-hint="Number, URL, user agent, error"
      ></filter-bar>
      ${this.renderNumberHint()}
      ${this.list.render({
        initial: () => this.renderLoading(),
        pending: () => this.renderLoading(),
        complete: () => this.renderList(),
        error: (error) =>
          error instanceof ApiError && error.status === 401
            ? nothing
            : failure('The list could not be loaded', error, () => this.list.run()),
      })}
      <export-dialog
        .exporter=${{
          count: (signal: AbortSignal) => countSubmissions(readFilters(this.query, 'all'), signal),
          make: (format: 'ndjson' | 'csv', options: Parameters<typeof exportSubmissions>[2]) =>
            exportSubmissions(readFilters(this.query, 'all'), format, options),
        }}
      ></export-dialog>
      ${this.renderAskDialog()}`
  }

  /** "62" is more often a number that somebody was told than a text to search for. */
  private renderNumberHint() {
    const wanted = this.query.get('q') ?? ''
    return submissionIdOf(wanted) === undefined
      ? nothing
      : html`<p class="number-hint"><a href="/submissions/${encodeURIComponent(wanted.replace('#', ''))}">Open submission ${wanted}</a></p>`
  }

  /** The page before stays until the next one is there. */
  private renderLoading() {
    return this.list.value ? this.renderList() : html`<p class="loading" aria-busy="true">Loading the submissions</p>`
  }

  private renderList() {
    const isFirst = !this.query.has('cursor')
    const nextCursor = this.list.value?.nextCursor ?? null
    const { shown } = this.live
    if (shown.length === 0 && isFirst) return isNarrowed(this.query, 'all') ? this.renderExcluded() : this.renderNone()
    return html`<div class="list-line">
        <p class="live-state">${this.renderLiveState()}</p>
        <p class="keys hint">
          <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>x</kbd> chooses, <kbd>/</kbd> searches
        </p>
        <button type="button" class="outline secondary small" @click=${() => this.exportDialog.open()}>Export</button>
        <button
          type="button"
          class="outline secondary small"
          ?disabled=${!isNarrowed(this.query, 'all')}
          title=${isNarrowed(this.query, 'all') ? nothing : 'Filter first: all is never deleted at once'}
          @click=${this.askToDelete}
        >
          Delete these…
        </button>
      </div>
      <div
        class="growing"
        @pointerenter=${this.checkPause}
        @pointerleave=${this.checkPause}
        @focusin=${this.checkPause}
        @focusout=${this.onFocusOut}
      >
        <div class="pill-place">${this.renderPill()}</div>
        <submission-table
          .rows=${shown}
          .chosen=${new Set(this.chosen.map(({ id }) => id))}
          @choose=${this.choose}
        ></submission-table>
      </div>
      ${shown.length === 0 ? html`<p class="hint">No older submissions.</p>` : nothing}
      <nav class="paging" aria-label="Pages of the list">
        ${isFirst ? nothing : html`<a href="/submissions${searchOf(this.withCursor(null))}">Newest</a>`}
        ${nextCursor === null ? nothing : html`<a href="/submissions${searchOf(this.withCursor(nextCursor))}">Older</a>`}
      </nav>
      ${compareTray(this.chosen, () => {
        this.chosen = []
      })}`
  }

  private renderLiveState() {
    if (this.stream === 'ended') {
      return html`${mark('poor')} No longer live.
        <button type="button" class="link" @click=${this.follow}>Go live again</button>`
    }
    if (this.stream === 'broken') return html`${mark('fair')} The connection is lost; trying again.`
    if (this.stream === 'off') return html`Newest first. Times are those of ${localZone()}.`
    const state = this.isPaused ? html`${mark('absent')} Live, held while you read.` : html`${mark('good')} Live.`
    return html`${state} Times are those of ${localZone()}.`
  }

  private renderPill() {
    const count = this.live.waiting.length
    if (count === 0) return nothing
    return html`<button type="button" class="small pill" @click=${this.showNew}>${formatNumber(count)} new</button>`
  }

  private renderExcluded() {
    return html`<section class="none">
      <h2>Your filter excludes all</h2>
      <p>Nothing that is stored matches it${this.stream === 'open' ? '; what comes and matches will appear here' : ''}.</p>
      <p><a href="/submissions${searchOf(withoutFilters(this.query))}">Clear the filter</a></p>
    </section>`
  }

  private renderNone() {
    return html`<section class="none">
      <h2>No data yet</h2>
      <p>
        <a href="/setup">Add the tag</a> to a site of yours, and every visit brings a submission. Or open
        <a href="/">the report of this browser</a>: it stores one. It appears here by itself.
      </p>
      <pre><code>${`<script src="${location.origin}/collector.js" defer></script>`}</code></pre>
    </section>`
  }

  private renderAskDialog() {
    const { count, failure } = this.toDelete ?? {}
    const many = count === undefined ? 'these submissions' : formatCount(count, 'submission')
    return html`<ask-dialog
      heading="Delete ${many}?"
      .content=${html`<p>
        All that match the filter as it is now, with everything derived from them: measurements, errors, fingerprints. This
        cannot be undone.
      </p>`}
      wait=${failure === undefined ? 'Counting…' : 'Not counted'}
      failure=${failure ?? ''}
      action=${count === undefined ? '' : `Delete ${many}`}
      .run=${this.deleteThese}
    ></ask-dialog>`
  }

  /** Only the first page grows, and only where the range has no end. */
  private readonly follow = () => {
    this.stopStream?.()
    this.stopStream = undefined
    this.stream = 'off'
    const filters = readFilters(this.query, 'all')
    if (this.query.has('cursor') || filters.to !== undefined) return
    this.stopStream = followSubmissions(filters, {
      onOpen: () => {
        this.stream = 'open'
        void this.catchUp(filters)
      },
      onItems: (items) => this.add(items),
      onBreak: () => {
        this.stream = 'broken'
      },
      onEnd: () => {
        this.stream = 'ended'
      },
    })
  }

  /** What came after the list was loaded and before the stream began. */
  private async catchUp(filters: AddressFilters): Promise<void> {
    await this.list.taskComplete.catch(() => {})
    const latest = await listSubmissions(filters, new AbortController().signal).catch(() => undefined)
    if (!latest) return
    const known = new Set([...this.live.waiting, ...this.live.shown].map(({ id }) => id))
    const isGap = latest.nextCursor !== null && !latest.items.some(({ id }) => known.has(id))
    if (isGap) return void this.list.run()
    const oldest = this.live.shown.at(-1)?.id ?? 0
    this.add(latest.items.filter(({ id }) => id > oldest).toReversed())
  }

  private add(items: readonly SubmissionItem[]): void {
    this.checkPause()
    this.live = arrive(this.live, items, this.isPaused)
    if (!this.isPaused && this.live.shown.length > longestList) void this.list.run()
  }

  /** While someone points at a row, stands on one or has scrolled to it, the list must not move under them. */
  private readonly checkPause = () => {
    const table = this.querySelector('.growing')
    const isRead = table?.matches(':hover, :focus-within') ?? false
    this.isPaused = isRead || (table?.getBoundingClientRect().top ?? 0) < 0
    if (!this.isPaused && this.live.waiting.length > 0) this.live = release(this.live)
  }

  /** The focus may go on to another row. */
  private onFocusOut(): void {
    setTimeout(this.checkPause)
  }

  private showNew(): void {
    const isLong = this.live.waiting.length + this.live.shown.length > longestList
    if (isLong) void this.list.run()
    else this.live = release(this.live)
    scrollTo({ top: 0 })
  }

  /** Two can be compared: a third takes the place of the first. */
  private choose({ detail: item }: CustomEvent<SubmissionItem>): void {
    const others = this.chosen.filter(({ id }) => id !== item.id)
    this.chosen = others.length < this.chosen.length ? others : [...others.slice(-1), item]
  }

  /** What arrives from now on was not asked about. */
  private async askToDelete(): Promise<void> {
    const filters = { to: new Date().toISOString(), ...readFilters(this.query, 'all') }
    this.toDelete = { filters }
    await this.askDialog.open()
    try {
      this.toDelete = { filters, count: await countSubmissions(filters) }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.toDelete = { filters, failure: error.message }
    }
  }

  private readonly deleteThese = async () => {
    await deleteSubmissions(this.toDelete?.filters ?? {})
    this.chosen = []
    await this.list.run()
  }

  private withCursor(cursor: string | null): URLSearchParams {
    const query = new URLSearchParams(this.query)
    query.delete('cursor')
    if (cursor !== null) query.set('cursor', cursor)
    return query
  }
}
