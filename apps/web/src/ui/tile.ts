import { html } from 'lit'

/** One thing at a glance, in a list of class `tiles`: what it is, its value, and what else is known of it. */
export function tile(label: unknown, value: unknown, detail: unknown) {
  return html`<li class="tile">
    <p class="label">${label}</p>
    <p class="value">${value}</p>
    <p class="detail">${detail}</p>
  </li>`
}
