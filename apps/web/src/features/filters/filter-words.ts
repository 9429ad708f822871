import type { Filters, SubmissionKind } from '@collector/schema'
import { anyValue, deviceWords, filterLabels, kindLabels } from '../../address/address-filters.ts'
import { reasonWords } from './reason-filter.ts'
import { vitalWords } from './vital-filter.ts'

export const errorChoices: Readonly<Record<string, string>> = { true: 'With errors', false: 'Without errors' }

export const ownChoices: Readonly<Record<string, string>> = { false: 'Without own visits', true: 'Only own visits' }

const noiseChoices: Readonly<Record<string, string>> = {
  [anyValue]: 'With noise',
  true: 'Only errors that are noise',
  false: 'Errors other than noise',
}

/** Returns a filter in words: "Browser: Chrome", "Without bots". */
export function filterWords(name: keyof Filters, value: string): string {
  if (name === 'hasErrors') return errorChoices[value] ?? `Errors: ${value}`
  if (name === 'own') return value === anyValue ? 'With own visits' : (ownChoices[value] ?? `Own visits: ${value}`)
  if (name === 'noise') return noiseChoices[value] ?? `Noise: ${value}`
  if (name === 'reason') return reasonWords(value)
  if (name === 'kind') return kindLabels[value as SubmissionKind] ?? `Kind: ${value}`
  if (name === 'vital') return vitalWords(value)
  if (name === 'device') return deviceWords(value)
  return `${filterLabels[name]}: ${value}`
}
