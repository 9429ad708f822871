import { html, nothing } from 'lit'
import type { Quantity } from '../../words/quantity.ts'
import './quantity.css'

/** The value, then its unit, dim. */
export function quantity({ value, unit }: Quantity) {
  return html`<span class="quantity">${value}${unit ? html`<span class="unit">\u00a0${unit}</span>` : nothing}</span>`
}
