import { html, nothing } from 'lit'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'

/** Returns the address of the submission that a text names by number or id. */
export function submissionAddress(wanted: string): string | undefined {
  const id = submissionIdOf(wanted)
  return id && withBase(`/submissions/${id}`)
}

/** Offers a submission by its number: a search for "62" more often means a number than a text. */
export function numberHint(wanted: string) {
  return submissionIdOf(wanted) === undefined
    ? nothing
    : html`<p class="number-hint"><a href=${withBase(`/submissions/${encodeURIComponent(wanted.replace('#', ''))}`)}>Open submission ${wanted}</a></p>`
}
