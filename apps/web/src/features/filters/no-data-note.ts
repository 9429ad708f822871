import type { CountAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import {
  type AddressFilters,
  readFilters,
  readTimeRange,
  withFilters,
  withoutFilters,
} from '../../address/address-filters.ts'
import type { Narrowing } from '../../address/narrowed-address.ts'
import { submissionIdOf } from '../../address/submission-number.ts'
import { type Query, queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { formatAbout } from '../../words/quantity.ts'
import { numberHint } from '../submissions/number-hint.ts'

/** Explains that nothing arrived yet, nothing in this time, or that the filter leaves nothing of what there is. */
@customElement('no-data-note')
export class NoDataNote extends LightElement {
  /** The missing thing, as in "page view". */
  @property() what = ''
  @property({ attribute: false }) narrowing!: Narrowing
  /** True on a page about visitors, which leaves out bots and own visits by itself. */
  @property({ type: Boolean, attribute: 'visitors-only' }) visitorsOnly = false
  private readonly counts = new Task(this, {
    args: () => [this.narrowing.query.toString()] as const,
    task: async (_, { signal }) => {
      const { from, to } = readFilters(this.narrowing.query, this.narrowing.pageRange)
      const count = (query: Query) => requestJson<CountAnswer>(`/submissions/count${queryText(query)}`, { signal })
      const [inTime, ever] = await Promise.all([count({ from, to }), count({})])
      return { inTime, ever }
    },
  })

  protected override render() {
    const { query, pageRange } = this.narrowing
    const { inTime, ever } = this.counts.value ?? {}
    const { from, to, ...filters } = readFilters(query, 'all')
    const isLimited = readTimeRange(query, pageRange) !== 'all'
    if (ever?.count === 0 || (!isLimited && Object.keys(filters).length === 0 && inTime?.count === 0))
      return this.renderYet()
    if (inTime?.count === 0 || (inTime === undefined && Object.keys(filters).length === 0)) return this.renderTime()
    return this.renderExcluded(filters, inTime)
  }

  private renderExcluded(filters: AddressFilters, inTime: CountAnswer | undefined) {
    const { query } = this.narrowing
    const some = inTime ? `${formatAbout(inTime, 'submission')} in this time` : 'submissions in this time'
    const isByDefault = Object.keys(filters).length === 0
    if (!isByDefault) {
      const isNumber = submissionIdOf(filters.q ?? '') !== undefined
      return html`<section class="empty-state">
        ${isNumber ? html`<h2>Enter opens submission ${filters.q}</h2>${numberHint(filters.q ?? '')}` : html`<h2>Your filter excludes all</h2>`}
        <p>It leaves no ${this.what} of ${some}. <a href=${this.here(withoutFilters(query))}>Clear the filter</a></p>
      </section>`
    }
    return html`<section class="empty-state">
      <h2>No ${this.what} in this time</h2>
      <p>There are ${some}, but ${this.visitorsOnly ? 'of bots and own visits, or' : 'all'} without a ${this.what}.</p>
      <p><a href=${this.here(withFilters(query, { range: 'all' }))}>Show all data</a></p>
    </section>`
  }

  private renderTime() {
    return html`<section class="empty-state">
      <h2>No ${this.what} in this time</h2>
      <p><a href=${this.here(withFilters(this.narrowing.query, { range: 'all' }))}>Show all data</a></p>
    </section>`
  }

  private renderYet() {
    return html`<section class="empty-state">
      <h2>No ${this.what} yet</h2>
      <p><a href=${withBase('/setup')}>Add the tag to your pages</a>, and every visit sends data.</p>
    </section>`
  }

  private here(query: URLSearchParams): string {
    return `${location.pathname}${searchOf(query)}`
  }
}
