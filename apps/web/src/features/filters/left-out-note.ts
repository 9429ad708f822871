import type { CountAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import {
  type AddressFilters,
  anyValue,
  noBots,
  readFilters,
  visitorsOnly,
  withFilters,
} from '../../address/address-filters.ts'
import type { Narrowing } from '../../address/narrowed-address.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { formatNumber } from '../../words/quantity.ts'

/** Each filter that a page about visitors has by default: the filters that find what it leaves out, and the words for that. */
const parts = {
  device: { label: 'of bots', filters: () => ({ device: 'bot', own: undefined }) },
  own: { label: "of Collector's own pages", filters: ({ device = noBots }) => ({ device, own: 'true' }) },
} satisfies Partial<Record<keyof AddressFilters, { label: string; filters(asked: AddressFilters): object }>>

/** A filter that finds page views with any error, or with those of a group. */
export type LeftOutErrors = Pick<AddressFilters, 'hasErrors' | 'groupKey'>

/** Counts the bots and own visits that a page about visitors leaves out by default, and leads to them. */
@customElement('left-out-note')
export class LeftOutNote extends LightElement {
  @property({ attribute: false }) narrowing!: Narrowing
  /** Beside numbers of errors: the filter that finds the page views with them. */
  @property({ attribute: false }) errors?: LeftOutErrors
  private readonly counts = new Task(this, {
    args: () => [this.narrowing.query.toString()] as const,
    task: async (_, { signal }) => {
      const { query, pageRange } = this.narrowing
      const filters = { ...readFilters(query, pageRange), ...this.errors }
      const count = (part: object) =>
        requestJson<CountAnswer>(`/page-views/count${queryText({ ...filters, ...part })}`, { signal })
      return Promise.all(this.names.map((name) => count(parts[name].filters(filters))))
    },
  })

  protected override render() {
    const { names } = this
    if (names.length === 0) return nothing
    const { value: counts } = this.counts
    const { query } = this.narrowing
    const isNone = counts?.every(({ count, isEstimate }) => count === 0 && !isEstimate)
    const lifted = Object.fromEntries(names.map((name) => [name, anyValue]))
    const { pathname } = location
    return html`<p class="hint">
      Page views${this.errors ? ` with ${this.errors.groupKey ? 'this error' : 'errors'}` : ''} left out: ${names.map((name, index) => `${about(counts?.[index])} ${parts[name].label}`).join(', ')}.
      ${isNone ? nothing : html`<a href="${pathname}${searchOf(withFilters(query, lifted))}">Show them</a>`}
    </p>`
  }

  /** The defaults of the page that its address does not change. */
  private get names() {
    const isDefault = (name: keyof typeof parts) =>
      [null, '', visitorsOnly[name]].includes(this.narrowing.query.get(name))
    return (Object.keys(parts) as (keyof typeof parts)[]).filter(isDefault)
  }
}

/** Returns a count that is not there yet as an ellipsis of the same line. */
function about(answer: CountAnswer | undefined): string {
  if (!answer) return '…'
  return `${answer.isEstimate ? 'about ' : ''}${formatNumber(answer.count)}`
}
