import { html } from 'lit'
import './share-bar.css'

/** Shows a share of a whole, 0 to 1, as a bar without its number. */
export function shareBar(share: number) {
  return html`<svg class="share-bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="1" height="1" />
    <rect class="part" width=${Math.min(1, Math.max(0, share))} height="1" />
  </svg>`
}
