import type { Filters } from '@collector/schema'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import {
  type AddressFilters,
  anyValue,
  filterLabels,
  filterNames,
  type Preset,
  visitorsOnly,
  withFilters,
  withFixedRange,
  withoutFilters,
} from '../../address/address-filters.ts'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'
import { navigate, navigateToQuery } from '../../router/navigate.ts'
import type { filterFields, KnownValues } from './filter-fields.ts'
import { filterWords } from './filter-words.ts'
import '../../ui/copy-button.ts'
import { LightElement } from '../../ui/light-element.ts'
import './time-range.ts'
import { isTyping } from '../../ui/is-typing.ts'
import './filter-bar.css'

/** Milliseconds after the last letter until the address changes. */
const typingPauseMs = 400

/**
 * Time range, search and filters of a page. Each change goes to the address, and from there to the page. `/` focuses
 * the search; Enter opens the submission that it names by number or id.
 */
@customElement('filter-bar')
export class FilterBar extends LightElement {
  /** Parameters of the address. */
  @property({ attribute: false }) query = new URLSearchParams()
  /** Default time range, if the address has none. */
  @property({ attribute: 'page-range' }) pageRange: Preset | 'all' = 'all'
  /** True if the page leaves out bots and own visits unless the address asks for them. */
  @property({ type: Boolean, attribute: 'visitors-only' }) visitorsOnly = false
  /** Says what can be searched for. */
  @property({ attribute: 'search-hint' }) searchHint = 'URL, user agent, error'
  /** Loads the suggestions; called once, when the fields open. */
  @property({ attribute: false }) suggest?: () => Promise<KnownValues>
  @state() private isOpen = false
  @state() private known: KnownValues = {}
  /** Loaded when the fields open. */
  @state() private fields?: typeof filterFields
  private typing?: ReturnType<typeof setTimeout>

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
    clearTimeout(this.typing)
  }

  protected override render() {
    const active = filterNames.filter((name) => !['from', 'to', 'q'].includes(name) && this.isChosen(name))
    return html`<search class="filter-line">
        <time-range .query=${this.query} page-range=${this.pageRange}></time-range>
        <input
          type="search"
          placeholder=${this.searchHint}
          aria-label="Search in URLs, user agents, error messages and cases"
          aria-keyshortcuts="/"
          maxlength="200"
          .value=${this.query.get('q') ?? ''}
          @input=${this.onSearch}
          @keydown=${this.onSearchKey}
        />
        <button
          type="button"
          class="outline secondary small"
          aria-expanded=${this.isOpen}
          aria-controls="filter-fields"
          @click=${this.toggle}
        >
          Filters${active.length > 0 ? html` <strong>${active.length}</strong>` : nothing}
        </button>
        <copy-button .text=${() => this.fixedLink()} label="Copy link" what="to this view"></copy-button>
      </search>
      <div id="filter-fields" class="filter-fields" ?hidden=${!this.isOpen}>
        ${this.isOpen ? this.fields?.((name) => this.asked(name), this.known, this.onField) : nothing}
      </div>
      ${active.length > 0 || this.query.get('q') ? this.renderChips(active) : nothing}`
  }

  private renderChips(active: (keyof Filters)[]) {
    const shown: (keyof Filters)[] = this.query.get('q') ? [...active, 'q'] : active
    return html`<ul class="chips" aria-label="Active filters">
      ${shown.map(
        (name) => html`<li>
          <span class="chip-text">${filterWords(name, this.asked(name))}</span>
          <button
            type="button"
            class="link"
            aria-label="Remove the filter ${filterLabels[name]}"
            @click=${() => this.apply({ [name]: undefined })}
          >
            ✕
          </button>
        </li>`,
      )}
      <li class="clear"><button type="button" class="link" @click=${this.clear}>Clear all</button></li>
    </ul>`
  }

  /** Returns the effective value of a filter: some pages leave out bots and own visits by default. */
  private asked(name: keyof Filters): string {
    const value = this.query.get(name) ?? ''
    const byDefault = visitorsOnly[name]
    if (byDefault === undefined) return value
    if (this.visitorsOnly) return value || byDefault
    return value === anyValue ? '' : value
  }

  /** Tells whether a filter is more than the default of the page, which the page itself tells beside its numbers. */
  private isChosen(name: keyof Filters): boolean {
    const value = this.asked(name)
    return value !== '' && !(this.visitorsOnly && value === visitorsOnly[name])
  }

  private apply(changes: AddressFilters, { replace = false } = {}): void {
    clearTimeout(this.typing)
    navigateToQuery(withFilters(this.query, changes), { replace })
  }

  private clear(): void {
    navigateToQuery(withoutFilters(this.query))
  }

  private fixedLink(): string {
    return `${location.origin}${location.pathname}?${withFixedRange(this.query, this.pageRange)}`
  }

  private readonly onField = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement | HTMLSelectElement
    const isLifted = this.visitorsOnly && value === '' && Object.hasOwn(visitorsOnly, name)
    if (isLifted) this.apply({ [name]: anyValue })
    else this.apply({ [name]: value.trim() || undefined })
  }

  private onSearch(event: Event): void {
    const { value } = event.target as HTMLInputElement
    clearTimeout(this.typing)
    // letters make no history entries of their own
    this.typing = setTimeout(() => this.apply({ q: value.trim() || undefined }, { replace: true }), typingPauseMs)
  }

  private onSearchKey(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement
    if (event.key === 'Enter') {
      const submissionId = submissionIdOf(input.value)
      clearTimeout(this.typing)
      if (submissionId) navigate(withBase(`/submissions/${submissionId}`))
      else this.apply({ q: input.value.trim() || undefined })
    }
    if (event.key === 'Escape' && input.value === '') input.blur()
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key !== '/' || isTyping(event)) return
    event.preventDefault()
    this.querySelector<HTMLInputElement>('[type="search"]')?.select()
    this.querySelector<HTMLInputElement>('[type="search"]')?.focus()
  }

  private async toggle(): Promise<void> {
    this.isOpen = !this.isOpen
    if (!this.isOpen) return
    this.fields = (await import('./filter-fields.ts')).filterFields
    if (!this.suggest) return
    const { suggest } = this
    this.suggest = undefined
    // the fields work without suggestions
    this.known = await suggest().catch(() => ({}))
  }
}
