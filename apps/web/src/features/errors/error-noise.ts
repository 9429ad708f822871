import type { ErrorNoise } from '@collector/schema'
import { nothing } from 'lit'
import { term } from '../../ui/text/term.ts'
import { errorNoiseWords } from './error-words.ts'

/** Labels an error as noise, with the reason as explanation. */
export function errorNoise(noise: ErrorNoise | null) {
  return noise ? term(errorNoiseWords[noise].word, errorNoiseWords[noise].meaning) : nothing
}
