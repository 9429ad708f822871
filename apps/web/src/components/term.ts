import { html } from 'lit'
import './term.css'

/** A name with the sentence behind it that says what it means. */
export function term(name: unknown, meaning: unknown) {
  return html`<details class="term">
    <summary>${name}</summary>
    <p>${meaning}</p>
  </details>`
}
