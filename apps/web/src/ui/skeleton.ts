import { html } from 'lit'
import './skeleton.css'

/** A part of a page, as its skeleton shows it. */
export type SkeletonPart = 'line' | 'tiles' | 'chart' | 'rows'

/** Reserves the places of a page's parts while they load. */
export function skeleton(parts: readonly SkeletonPart[]) {
  return html`<div class="skeleton" aria-hidden="true">${parts.map((part) => html`<div class=${part}></div>`)}</div>`
}
