import { html } from 'lit'

/** What stands where a value is missing: never nothing. */
export const absentText = 'not available in this browser'

export function absent(text = absentText) {
  return html`<span class="absent">${text}</span>`
}
