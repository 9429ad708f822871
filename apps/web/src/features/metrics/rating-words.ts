import type { Rating } from '@collector/schema'
import type { Tone } from '../../ui/text/tone.ts'

export const ratingTone: Record<Rating, Tone> = { good: 'good', 'needs-improvement': 'fair', poor: 'poor' }
export const ratingWord: Record<Rating, string> = {
  good: 'Good',
  'needs-improvement': 'Needs improvement',
  poor: 'Poor',
}
