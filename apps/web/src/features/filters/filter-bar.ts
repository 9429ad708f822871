import type { Dimension, Filters } from '@collector/schema'
import { dimensions } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import {
  type AddressFilters,
  anyValue,
  deviceLabels,
  deviceWords,
  filterLabels,
  filterNames,
  kindLabels,
  noBots,
  type Preset,
  visitorsOnly,
  withFilters,
  withFixedRange,
  withoutFilters,
} from '../../address/address-filters.ts'
import { navigate, navigateToQuery } from '../../router/navigate.ts'
import { errorChoices, filterWords, ownChoices } from './filter-words.ts'
import '../../ui/copy-button.ts'
import { LightElement } from '../../ui/light-element.ts'
import './time-range.ts'
import { isTyping } from '../../ui/is-typing.ts'
import './filter-bar.css'

/** Recent values of each dimension, as suggestions. */
export type KnownValues = Partial<Record<Dimension, readonly string[]>>

/** Milliseconds after the last letter until the address changes. */
const typingPauseMs = 400

/** Devices are few, so they have a list instead of a text field. */
const textFields = [...dimensions.filter((name) => name !== 'device'), 'visitorId', 'reference'] as const

/**
 * Time range, search and filters of a page. Each change goes to the address, and from there to the page. `/` focuses
 * the search.
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
  /** Returns the address that a searched text names, if it names one; Enter goes there. */
  @property({ attribute: false }) addressOf?: (text: string) => string | undefined
  /** Loads the suggestions; called once, when the fields open. */
  @property({ attribute: false }) suggest?: () => Promise<KnownValues>
  @state() private isOpen = false
  @state() private known: KnownValues = {}
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
    const active = filterNames.filter((name) => !['from', 'to', 'q'].includes(name) && this.asked(name))
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
      <div id="filter-fields" class="filter-fields" ?hidden=${!this.isOpen}>${this.isOpen ? this.renderFields() : nothing}</div>
      ${active.length > 0 || this.query.get('q') ? this.renderChips(active) : nothing}`
  }

  private renderFields() {
    return html`${textFields.map((name) => this.renderTextField(name))}
      ${this.renderChoice('device', deviceChoices(this.asked('device')))}
      ${this.renderChoice('hasErrors', Object.entries(errorChoices))}
      ${this.renderChoice('own', Object.entries(ownChoices))}
      ${this.renderChoice('kind', Object.entries(kindLabels))}`
  }

  private renderTextField(name: (typeof textFields)[number]) {
    const known = isDimension(name) ? this.known[name] : undefined
    return html`<label>
      ${filterLabels[name]}
      <input
        name=${name}
        autocomplete="off"
        spellcheck="false"
        placeholder=${name === 'path' ? '/shop/* for all below' : 'any'}
        list=${known ? `known-${name}` : nothing}
        .value=${this.query.get(name) ?? ''}
        @change=${this.onField}
      />
      ${known ? html`<datalist id="known-${name}">${known.map((value) => html`<option value=${value}></option>`)}</datalist>` : nothing}
    </label>`
  }

  private renderChoice(name: keyof Filters, options: [string, string][]) {
    const chosen = this.asked(name)
    return html`<label>
      ${filterLabels[name]}
      <select name=${name} @change=${this.onField}>
        <option value="" ?selected=${chosen === ''}>any</option>
        ${options.map(([value, label]) => html`<option value=${value} ?selected=${chosen === value}>${label}</option>`)}
      </select>
    </label>`
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
            @click=${() => this.removeFilter(name)}
          >
            ✕
          </button>
        </li>`,
      )}
      ${
        shown.some((name) => this.query.get(name))
          ? html`<li class="clear"><button type="button" class="link" @click=${this.clear}>Clear all</button></li>`
          : nothing
      }
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

  /** Removes a filter. Where that is a default of the page, the address then lifts it explicitly. */
  private removeFilter(name: keyof Filters): void {
    const isDefault = this.visitorsOnly && this.asked(name) === visitorsOnly[name]
    this.apply({ [name]: isDefault ? anyValue : undefined })
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
      const named = this.addressOf?.(input.value.trim())
      clearTimeout(this.typing)
      if (named) navigate(named)
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
    if (!this.isOpen || !this.suggest) return
    const { suggest } = this
    this.suggest = undefined
    // the fields work without suggestions
    this.known = await suggest().catch(() => ({}))
  }
}

function isDimension(name: string): name is Dimension {
  return (dimensions as readonly string[]).includes(name)
}

/** Returns the options of the device list, with the address's own value if it is another. */
function deviceChoices(asked: string): [string, string][] {
  const choices: [string, string][] = [[noBots, 'All but bots'], ...Object.entries(deviceLabels)]
  const isListed = ['', anyValue, ...choices.map(([value]) => value)].includes(asked)
  return isListed ? choices : [...choices, [asked, deviceWords(asked)]]
}
