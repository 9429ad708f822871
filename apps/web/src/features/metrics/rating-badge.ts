import type { Rating } from '@collector/schema'
import { html } from 'lit'
import { mark } from '../../ui/text/mark.ts'
import { ratingTone, ratingWord } from './rating-words.ts'
import './rating-badge.css'

/** Shows a rating by colour, word and shape. */
export function ratingBadge(rating: Rating) {
  const tone = ratingTone[rating]
  return html`<span class="rating-badge tone-${tone}">${mark(tone)}${ratingWord[rating]}</span>`
}
