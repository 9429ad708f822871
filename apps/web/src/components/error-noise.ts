import type { ErrorNoise } from '@collector/schema'
import { nothing } from 'lit'
import { errorNoiseWords } from '../format/error-words.ts'
import { term } from './term.ts'

/** Marks an error that tells nothing of the page itself, with the reason behind it. */
export function errorNoise(noise: ErrorNoise | null) {
  return noise ? term(errorNoiseWords[noise].word, errorNoiseWords[noise].meaning) : nothing
}
