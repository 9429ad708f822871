import type { Rating } from '@collector/schema'
import { html, svg } from 'lit'
import { formatNumber } from '../../words/quantity.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import { ratingTone } from '../metrics/rating-words.ts'
import './rating-shares.css'

/** Shows the shares of good, needs improvement and poor: as a bar in three parts, and in words and numbers. */
export function ratingShares(counts: Record<Rating, number>) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  let start = 0
  return html`<div class="rating-shares">
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      ${(Object.keys(counts) as Rating[]).map((rating) => {
        const share = total === 0 ? 0 : counts[rating] / total
        const part = svg`<rect class="tone-${ratingTone[rating]}" x=${start} width=${share} height="1" />`
        start += share
        return part
      })}
    </svg>
    <ul>
      ${(Object.keys(counts) as Rating[]).map(
        (rating) => html`<li>
          ${ratingBadge(rating)}
          <span>${total === 0 ? '–' : `${formatNumber((counts[rating] / total) * 100, 1)} %`}</span>
          <span class="absent">${formatNumber(counts[rating])}</span>
        </li>`,
      )}
    </ul>
  </div>`
}
