import { html, nothing } from 'lit'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'

/** Offers a submission by its number: a search for "62" more often means a number than a text. */
export function numberHint(wanted: string) {
  return submissionIdOf(wanted) === undefined
    ? nothing
    : html`<p class="number-hint"><a href=${withBase(`/submissions/${encodeURIComponent(wanted.replace('#', ''))}`)}>Open submission ${wanted}</a></p>`
}
