import { html, nothing } from 'lit'

/** Says that numbers are not exact, where they are not. */
export function sampleNote({ isEstimate }: { isEstimate: boolean }) {
  if (!isEstimate) return nothing
  return html`<p class="hint">Estimated from a sample of page views; rare values may be missing.</p>`
}
