import type { SubmissionItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'
import { knownValues } from '../filters/known-values.ts'
import { compareTray, toggleChosen } from './compare-tray.ts'
import { exportSubmissions } from './export-submissions.ts'
import { countSubmissions, deleteSubmissions } from './requests.ts'
import './delete-dialog.ts'
import type { DeleteDialog, Deleter } from './delete-dialog.ts'
import './export-dialog.ts'
import { failure } from '../../ui/failure.ts'
import type { ExportDialog } from './export-dialog.ts'
import '../filters/filter-bar.ts'
import { LightElement } from '../../ui/light-element.ts'
import './submission-table.ts'
import { isNarrowed, readFilters } from '../../address/address-filters.ts'
import { withParam } from '../../address/with-param.ts'
import { searchOf } from '../../router/search-of.ts'
import { failureOf, waiting } from '../../ui/render-task.ts'
import { formatNumber } from '../../words/quantity.ts'
import { emptyList } from './empty-list.ts'
import { liveState } from './live-state.ts'
import { LiveSubmissions } from './live-submissions.ts'
import { numberHint } from './number-hint.ts'
import './submissions-page.css'

const deleter: Deleter = { count: countSubmissions, remove: deleteSubmissions }

/** Lists stored submissions, newest first, and adds new ones as they arrive. */
@customElement('submissions-page')
export class SubmissionsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  @state() private chosen: readonly SubmissionItem[] = []
  @query('export-dialog') private exportDialog!: ExportDialog
  @query('delete-dialog') private deleteDialog!: DeleteDialog
  private readonly live = new LiveSubmissions(this)

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('query')) this.live.follow()
  }

  protected override render() {
    const wait = () => this.renderLoading()
    return html`<h1 tabindex="-1">Submissions</h1>
      <filter-bar
        .query=${this.query}
        .suggest=${knownValues}
        search-hint="Number, case, URL, user agent, error"
      ></filter-bar>
      ${numberHint(this.query.get('q') ?? '')}
      ${this.live.loading.render({
        initial: wait,
        pending: wait,
        complete: () => this.renderList(),
        error: (error) =>
          failureOf(error, () => failure('The list could not be loaded', error, () => this.live.loading.run())),
      })}
      <export-dialog
        .exporter=${{
          count: (signal: AbortSignal) => countSubmissions(readFilters(this.query, 'all'), signal),
          make: (format: 'ndjson' | 'csv', options: Parameters<typeof exportSubmissions>[2]) =>
            exportSubmissions(readFilters(this.query, 'all'), format, options),
        }}
      ></export-dialog>
      <delete-dialog .deleter=${deleter} @deleted=${this.onDeleted}></delete-dialog>`
  }

  /** The previous page of the list stays until the next one is there, unless that takes long. */
  private renderLoading() {
    return this.live.loading.value && !this.live.isLookingBack
      ? this.renderList()
      : this.live.isLookingBack
        ? html`<p class="loading" aria-busy="true">None among the newest: looking further back</p>`
        : waiting('Loading the submissions', ['line', 'rows'])
  }

  private renderList() {
    const isFirst = !this.query.has('cursor')
    const { list, stream, checkPause } = this.live
    // the hint says where the number leads
    if (list.shown.length === 0 && submissionIdOf(this.query.get('q') ?? '')) return nothing
    if (list.shown.length === 0 && isFirst) return emptyList(this.query, stream === 'open')
    return html`${this.renderListLine()}
      <div
        class="growing"
        @pointerenter=${checkPause}
        @pointerleave=${checkPause}
        @focusin=${checkPause}
        @focusout=${() => setTimeout(checkPause)}
      >
        <div class="pill-place">${this.renderPill()}</div>
        <submission-table
          .rows=${list.shown}
          .chosen=${new Set(this.chosen.map(({ id }) => id))}
          @choose=${({ detail }: CustomEvent<SubmissionItem>) => {
            this.chosen = toggleChosen(this.chosen, detail)
          }}
        ></submission-table>
      </div>
      ${list.shown.length === 0 ? html`<p class="hint">No older submissions.</p>` : nothing} ${this.renderPaging(isFirst)}
      ${compareTray(this.chosen, () => {
        this.chosen = []
      })}`
  }

  private renderListLine() {
    const isWhole = !isNarrowed(this.query, 'all')
    return html`<div class="list-line">
      <p class="live-state">${liveState(this.live, this.live.follow)}</p>
      <p class="keys hint">
        <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>x</kbd> chooses, <kbd>/</kbd> searches, <kbd>?</kbd> all keys
      </p>
      <button type="button" class="outline secondary small" @click=${() => this.exportDialog.open()}>Export</button>
      <button
        type="button"
        class="outline secondary small"
        ?disabled=${isWhole}
        title=${isWhole ? 'Set a filter first.' : nothing}
        @click=${() => this.deleteDialog.open(readFilters(this.query, 'all'))}
      >
        Delete these…
      </button>
    </div>`
  }

  private renderPill() {
    const count = this.live.list.waiting.length
    if (count === 0) return nothing
    return html`<button type="button" class="small pill" @click=${this.showWaiting}>${formatNumber(count)} new</button>`
  }

  private renderPaging(isFirst: boolean) {
    const next = this.live.loading.value?.nextCursor ?? null
    const link = (cursor: string | null, word: string) =>
      html`<a href=${withBase(`/submissions${searchOf(withParam(this.query, 'cursor', cursor))}`)}>${word}</a>`
    return html`<nav class="paging" aria-label="Pages of the list">
      ${isFirst ? nothing : link(null, 'Newest')} ${next === null ? nothing : link(next, 'Older')}
    </nav>`
  }

  /** True if the reader points at a row, focuses one or has scrolled. */
  isRead(): boolean {
    const table = this.querySelector('.growing')
    return (table?.matches(':hover, :focus-within') ?? false) || (table?.getBoundingClientRect().top ?? 0) < 0
  }

  private showWaiting(): void {
    this.live.showWaiting()
    scrollTo({ top: 0 })
  }

  private onDeleted(): void {
    this.chosen = []
    void this.live.loading.run()
  }
}
