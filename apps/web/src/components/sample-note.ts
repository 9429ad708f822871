import { html, nothing } from 'lit'

/** Says that numbers are not exact, where they are not. */
export function sampleNote({ isEstimate }: { isEstimate: boolean }) {
  if (!isEstimate) return nothing
  return html`<p class="hint">Numbers are about right: of so many page views a sample was counted. What is rare may be missing.</p>`
}
