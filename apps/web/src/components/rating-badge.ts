import type { Rating } from '@collector/schema'
import { html } from 'lit'
import { ratingTone, ratingWord } from '../format/tone.ts'
import { mark } from './mark.ts'
import './rating-badge.css'

/** A rating by colour, word and shape. */
export function ratingBadge(rating: Rating) {
  const tone = ratingTone[rating]
  return html`<span class="rating tone-${tone}">${mark(tone)}${ratingWord[rating]}</span>`
}
