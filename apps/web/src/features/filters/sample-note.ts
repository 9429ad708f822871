import { html, nothing } from 'lit'

/** Says that the numbers are estimated, if they are. */
export function sampleNote({ isEstimate }: { isEstimate: boolean }) {
  if (!isEstimate) return nothing
  return html`<p class="hint">Estimated from a sample of page views; rare values may be missing.</p>`
}
