import type { ErrorNoise } from '@collector/schema'
import { nothing } from 'lit'
import { term } from '../../ui/text/term.ts'
import { errorNoiseWords } from './error-words.ts'

/** Marks an error that tells nothing of the page itself, with the reason behind it. */
export function errorNoise(noise: ErrorNoise | null) {
  return noise ? term(errorNoiseWords[noise].word, errorNoiseWords[noise].meaning) : nothing
}
