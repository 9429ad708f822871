import { html } from 'lit'

/** Shows one value at a glance, in a list of class `tiles`: its label, the value, and a detail. */
export function tile(label: unknown, value: unknown, detail: unknown) {
  return html`<li class="tile">
    <p class="label">${label}</p>
    <p class="value">${value}</p>
    <p class="detail">${detail}</p>
  </li>`
}
