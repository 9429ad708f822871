import { html } from 'lit'
import './explained-term.ts'

/** Shows a term with its explanation. */
export function term(name: unknown, meaning: unknown) {
  return html`<explained-term .name=${name} .meaning=${meaning}></explained-term>`
}
