import { html } from 'lit'
import type { Narrowing } from '../../address/narrowed-address.ts'
import type { LeftOutErrors } from './left-out-note.ts'
import { noData } from './no-data.ts'

/** Says how many page views the numbers beside it leave out, a moment after them; `query` is that of the address. */
export function leftOut(narrowing: Narrowing, errors?: LeftOutErrors) {
  // without it the numbers are still right
  import('./left-out-note.ts').catch(() => undefined)
  return html`<left-out-note .narrowing=${narrowing} .errors=${errors}></left-out-note>`
}

/** Explains why a page about visitors has nothing to show, which may be what it leaves out. */
export function noVisitors(what: string, narrowing: Narrowing, errors?: LeftOutErrors) {
  return html`${noData(what, narrowing, { visitorsOnly: true })} ${leftOut(narrowing, errors)}`
}
