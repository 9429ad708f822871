import type { Rating } from '@collector/schema'

/** How good something is, for colour, word and shape. `info` is neither good nor bad, `absent` is not known. */
export type Tone = 'good' | 'fair' | 'poor' | 'info' | 'absent'

export const ratingTone: Record<Rating, Tone> = { good: 'good', 'needs-improvement': 'fair', poor: 'poor' }
export const ratingWord: Record<Rating, string> = {
  good: 'Good',
  'needs-improvement': 'Needs improvement',
  poor: 'Poor',
}
