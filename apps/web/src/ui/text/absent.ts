import { html } from 'lit'

/** Text for a missing value, so that no field stays empty. */
export const absentText = 'not available in this browser'

export function absent(text = absentText) {
  return html`<span class="absent">${text}</span>`
}
