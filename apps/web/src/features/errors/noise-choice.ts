import type { ErrorGroupsAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { anyValue } from '../../address/address-filters.ts'
import { withParam } from '../../address/with-param.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'
import { formatCount } from '../../words/quantity.ts'

/** Returns the API's parameter noise: it is left out, unless the address shows it or shows nothing else. */
export function readNoise(query: URLSearchParams): 'true' | 'false' | undefined {
  const asked = query.get('noise')
  if (asked === anyValue) return undefined
  return asked === 'true' ? 'true' : 'false'
}

/** Shows how many groups are hidden as noise, with a link to the list with them or without. */
export function noiseChoice(query: URLSearchParams, { leftOutByNoise }: Pick<ErrorGroupsAnswer, 'leftOutByNoise'>) {
  const noise = readNoise(query)
  if (noise !== 'false') {
    return html`<p class="hint">${noise === 'true' ? 'Only noise is shown.' : 'Noise is shown.'} <a href=${addressOfNoise(query, null)}>Hide noise</a></p>`
  }
  if (leftOutByNoise === 0) return nothing
  return html`<p class="hint">
    ${formatCount(leftOutByNoise, 'error')} hidden as noise: browser extensions, ResizeObserver warnings, report-only policies.
    <a href=${addressOfNoise(query, anyValue)}>Show noise</a>
  </p>`
}

/** Shown if every group in this time is hidden as noise. */
export function nothingButNoise(query: URLSearchParams, answer: ErrorGroupsAnswer) {
  return html`<section class="empty-state">
    <h2>Only noise in this time</h2>
    ${noiseChoice(query, answer)}
  </section>`
}

/** Returns the address of the first page of the list, with noise or without. */
function addressOfNoise(query: URLSearchParams, noise: typeof anyValue | null): string {
  return withBase(`/errors${searchOf(withParam(withParam(query, 'cursor', null), 'noise', noise))}`)
}
