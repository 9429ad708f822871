import { html } from 'lit'
import type { Narrowing } from '../../address/narrowed-address.ts'

/** Explains why there is nothing to show, and what to do about it; `what` as in "page view". */
export function noData(what: string, { query, pageRange }: Narrowing, { visitorsOnly = false } = {}) {
  import('./no-data-note.ts').catch(() => undefined)
  return html`<no-data-note what=${what} .narrowing=${{ query, pageRange }} ?visitors-only=${visitorsOnly}></no-data-note>`
}
