import { html, nothing } from 'lit'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'

/** A search for "62" is more often for a number that somebody was told than for a text. */
export function numberHint(wanted: string) {
  return submissionIdOf(wanted) === undefined
    ? nothing
    : html`<p class="number-hint"><a href=${withBase(`/submissions/${encodeURIComponent(wanted.replace('#', ''))}`)}>Open submission ${wanted}</a></p>`
}
