import { html, nothing } from 'lit'
import type { Quantity } from '../../words/quantity.ts'
import './quantity.css'

/** Shows the value, then its unit, dimmed. */
export function quantity({ value, unit }: Quantity) {
  return html`<span class="quantity">${value}${unit ? html`<span class="unit">\u00a0${unit}</span>` : nothing}</span>`
}
