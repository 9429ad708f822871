import { html } from 'lit'
import './explained-term.ts'

/** A name with what it means behind it. */
export function term(name: unknown, meaning: unknown) {
  return html`<explained-term .name=${name} .meaning=${meaning}></explained-term>`
}
