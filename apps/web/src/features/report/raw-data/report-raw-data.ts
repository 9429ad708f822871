import { html } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import '../../../ui/copy-button.ts'
import { asText } from '../../../api/readers.ts'
import { LightElement } from '../../../ui/light-element.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { byteQuantity, formatNumber, quantityText } from '../../../words/quantity.ts'
import { readableJson } from '../../../words/readable-json.ts'
import { findInJson, type JsonMatch } from './json-rows.ts'
import './json-tree.ts'
import type { ReportData } from '../report-data.ts'
import './report-raw-data.css'

/** Maximum number of matches; nobody steps through more. */
const mostMatches = 1000

/** The Raw Data tab: the submission as JSON, to read, search, copy and download. */
@customElement('report-raw-data')
export class ReportRawData extends LightElement {
  @property({ attribute: false }) data: ReportData = {}
  /** False until it was sent. */
  @property({ attribute: false }) isSent = false
  @state() private query = ''
  @state() private position = 0
  private found: readonly JsonMatch[] = []

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('data') || changed.has('query')) {
      this.found = findInJson(this.data, this.query, mostMatches)
      this.position = Math.min(this.position, Math.max(0, this.found.length - 1))
    }
  }

  protected override render() {
    const bytes = new Blob([JSON.stringify(this.data)]).size
    return html`<section>
      <h2>${this.isSent ? 'What exactly was sent?' : 'What was collected so far?'}</h2>
      <p class="hint">
        ${this.isSent ? 'The submission as it was sent' : 'Not sent yet; more may come'}:
        ${quantityText(byteQuantity(bytes))} of JSON.
      </p>
      <div class="toolbar">
        ${this.renderSearch()}
        <copy-button .text=${() => readableJson(this.data)} what="JSON"></copy-button>
        <button type="button" class="outline secondary small" @click=${this.download}>Download .json</button>
      </div>
      <json-tree .document=${this.data} .match=${this.found[this.position]}></json-tree>
    </section>`
  }

  private renderSearch() {
    const count = this.found.length
    const many = count === mostMatches ? '+' : ''
    const place = count === 0 ? 'Not found' : `${formatNumber(this.position + 1)} of ${formatNumber(count)}${many}`
    return html`<div class="search">
      <input
        type="search"
        placeholder="Names and values"
        aria-label="Search the JSON"
        .value=${this.query}
        @input=${this.onInput}
        @keydown=${this.onKeydown}
      />
      <button
        type="button"
        class="outline secondary small"
        aria-label="Previous match"
        ?disabled=${count === 0}
        @click=${() => this.step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="outline secondary small"
        aria-label="Next match"
        ?disabled=${count === 0}
        @click=${() => this.step(1)}
      >
        ↓
      </button>
      <span role="status">${this.query ? place : ''}</span>
    </div>`
  }

  private onInput(event: Event): void {
    this.query = (event.target as HTMLInputElement).value
    this.position = 0
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    this.step(event.shiftKey ? -1 : 1)
  }

  private step(by: number): void {
    const count = this.found.length
    if (count > 0) this.position = (this.position + by + count) % count
  }

  private download(): void {
    const name = `submission-${asText(this.data['submissionId']) ?? 'not-sent'}.json`
    saveFile(new Blob([readableJson(this.data)], { type: 'application/json' }), name)
  }
}
