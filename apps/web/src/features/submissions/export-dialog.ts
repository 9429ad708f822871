import type { CountAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { formatAbout, formatCount, formatNumber } from '../../words/quantity.ts'
import '../../ui/ask-dialog.css'
import { LightElement } from '../../ui/light-element.ts'
import { saveFile } from '../../ui/save-file.ts'

const formats = {
  ndjson: { label: 'NDJSON', meaning: 'one whole submission a line, as JSON', headLines: 0 },
  csv: { label: 'CSV', meaning: 'the columns of the list and the vitals, for a spreadsheet', headLines: 1 },
} as const

type Format = keyof typeof formats

/** Counts and exports submissions. */
export interface Exporter {
  count(signal: AbortSignal): Promise<CountAnswer>
  make(format: Format, options: { signal: AbortSignal; onLines: (lines: number) => void }): Promise<Blob>
}

/** Exports the submissions of a filter as a file, with progress and a way to cancel. */
@customElement('export-dialog')
export class ExportDialog extends LightElement {
  @property({ attribute: false }) exporter?: Exporter
  @state() private format: Format = 'ndjson'
  @state() private total?: CountAnswer
  /** Number of submissions written so far; absent before the start. */
  @state() private done?: number
  @state() private outcome: 'none' | 'saved' | 'failed' = 'none'
  @state() private failure = ''
  @query('dialog') private dialog!: HTMLDialogElement
  private work?: AbortController

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.work?.abort()
  }

  protected override render() {
    const isRunning = this.done !== undefined && this.outcome === 'none'
    return html`<dialog aria-labelledby="export-heading" @close=${this.onClose}>
      <article>
        <h2 id="export-heading">Export ${this.total === undefined ? 'submissions' : formatAbout(this.total, 'submission')}</h2>
        <fieldset ?disabled=${isRunning}>
          <legend class="visually-hidden">Format</legend>
          ${Object.entries(formats).map(
            ([name, { label, meaning }]) => html`<label>
              <input type="radio" name="format" value=${name} .checked=${this.format === name} @change=${this.onFormat} />
              <span><strong>${label}</strong>: ${meaning}</span>
            </label>`,
          )}
        </fieldset>
        <div class="export-progress" role="status">${this.renderProgress()}</div>
        <div class="dialog-buttons">
          <button type="button" class="outline secondary small" @click=${() => this.dialog.close()}>
            ${isRunning ? 'Cancel' : 'Close'}
          </button>
          <button type="button" class="small" ?disabled=${isRunning || this.isNothing} @click=${this.start}>
            ${this.outcome === 'failed' ? 'Try again' : 'Export'}
          </button>
        </div>
      </article>
    </dialog>`
  }

  private renderProgress() {
    if (this.outcome === 'failed') return html`<p class="failure">Not exported: ${this.failure}</p>`
    if (this.outcome === 'saved') return html`<p>${formatCount(this.done ?? 0, 'submission')} saved.</p>`
    if (this.isNothing) return html`<p>Nothing matches.</p>`
    if (this.done === undefined) return nothing
    const { total } = this
    return html`<progress aria-label="Export" value=${total ? Math.min(this.done, total.count) : nothing} max=${total?.count || nothing}></progress>
      <p>${formatNumber(this.done)}${total ? ` of ${formatAbout(total, 'submission')}` : ''}</p>`
  }

  private get isNothing(): boolean {
    return this.total?.count === 0 && !this.total.isEstimate
  }

  async open(): Promise<void> {
    await this.updateComplete
    this.dialog.showModal()
    this.work = new AbortController()
    // the export can start before the count is known
    this.total = await this.exporter?.count(this.work.signal).catch(() => undefined)
  }

  private async start(): Promise<void> {
    const { exporter, format } = this
    if (!exporter) return
    this.outcome = 'none'
    this.done = 0
    this.work = new AbortController()
    const { signal } = this.work
    try {
      const onLines = (lines: number) => {
        this.done = Math.max(0, lines - formats[format].headLines)
      }
      const file = await exporter.make(format, { signal, onLines })
      saveFile(file, `submissions.${format}`)
      this.outcome = 'saved'
    } catch (error) {
      if (signal.aborted) return
      this.outcome = 'failed'
      this.failure = error instanceof Error ? error.message : String(error)
    }
  }

  private onFormat(event: Event): void {
    this.format = (event.target as HTMLInputElement).value as Format
    this.outcome = 'none'
    this.done = undefined
  }

  private onClose(): void {
    this.work?.abort()
    this.done = undefined
    this.total = undefined
    this.outcome = 'none'
  }
}
