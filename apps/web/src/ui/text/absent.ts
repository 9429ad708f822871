import { html } from 'lit'

/** Shows a text in place of a missing value, so that no field stays empty. */
export function absent(text: string) {
  return html`<span class="absent">${text}</span>`
}
