import { html } from 'lit'
import './url-text.css'

/** How much of the end is always shown: most file names fit. */
const endLength = 22

/** An address on one line: where it does not fit, its middle is left out, never its end. */
export function urlText(url: string) {
  const cut = Math.max(0, url.length - endLength)
  // no white space between the parts: a copied address must be whole
  return html`<span class="url" title=${url}><span class="url-start">${url.slice(0, cut)}</span
    ><span class="url-end">${url.slice(cut)}</span></span>`
}
