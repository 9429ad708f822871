import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import {
  type Preset,
  presets,
  readFilters,
  readTimeRange,
  type TimeRange,
  withFilters,
  withFixedRange,
} from '../../address/address-filters.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { LightElement } from '../../ui/light-element.ts'
import { formatDateTime, localZone, parseLocalInput, parseUtcTime, toLocalInput } from '../../words/time.ts'

const choices: readonly [TimeRange, string][] = [
  ...Object.entries(presets).map(([name, { label }]): [TimeRange, string] => [name as Preset, label]),
  ['all', 'All'],
  ['custom', 'Custom'],
]

/** Chooses the time range in the address: a preset, all, or from and to in the reader's time zone. */
@customElement('time-range')
export class TimeRangeElement extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  /** Default, if the address has no range. */
  @property({ attribute: 'page-range' }) pageRange: Preset | 'all' = 'all'
  /** True if Custom was chosen and nothing entered yet. */
  @state() private isAsking = false

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('query')) this.isAsking = false
  }

  protected override render() {
    const range = this.isAsking ? 'custom' : readTimeRange(this.query, this.pageRange)
    return html`<div class="ranges" role="group" aria-label="Time range">
        ${choices.map(
          ([name, label]) => html`<button
            type="button"
            class="outline secondary small"
            aria-pressed=${range === name}
            title=${name in presets ? presets[name as Preset].words : nothing}
            @click=${() => this.choose(name)}
          >
            ${label}
          </button>`,
        )}
      </div>
      ${range === 'custom' ? this.renderCustom() : nothing}
      <span class="on-paper">${this.dates()}</span>`
  }

  private renderCustom() {
    // the range that was shown is where to start from
    const { from, to } = readFilters(withFixedRange(this.query, this.pageRange), this.pageRange)
    return html`<form class="custom-range" @submit=${this.onSubmit}>
      <label>From <input type="datetime-local" max="9999-12-31T23:59" name="from" .value=${toLocalInput(parseUtcTime(from ?? null))} /></label>
      <label>to <input type="datetime-local" max="9999-12-31T23:59" name="to" .value=${toLocalInput(parseUtcTime(to ?? null))} /></label>
      <button type="submit" class="small">Show</button>
      <span class="zone">${localZone()}</span>
    </form>`
  }

  /** Returns the dates of a range that moves: on paper it stands still. */
  private dates(): string {
    const fixed = withFixedRange(this.query, this.pageRange)
    const [from, to] = ['from', 'to'].map((name) => parseUtcTime(fixed.get(name)))
    return from && to ? `${formatDateTime(from)} to ${formatDateTime(to)}, ${localZone()}` : ''
  }

  private async choose(range: TimeRange): Promise<void> {
    if (range !== 'custom') {
      navigateToQuery(withFilters(this.query, { range: range === this.pageRange ? undefined : range }))
      this.isAsking = false
      return
    }
    this.isAsking = true
    await this.updateComplete
    this.querySelector('input')?.focus()
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const time = (name: string) => {
      const text = String(form.get(name))
      return text === '' ? undefined : parseLocalInput(text).toISOString()
    }
    const [from, to] = [time('from'), time('to')]
    const isSwapped = from !== undefined && to !== undefined && from > to
    navigateToQuery(withFilters(this.query, isSwapped ? { from: to, to: from } : { from, to }))
  }
}
