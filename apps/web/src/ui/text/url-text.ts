import { html } from 'lit'
import './url-text.css'

/** Number of characters of the end that are always shown: most file names fit. */
const endLength = 22

/** Shows a URL on one line: if it does not fit, its middle is cut, never its end. */
export function urlText(url: string) {
  const cut = Math.max(0, url.length - endLength)
  // no white space between the parts: a copied address must be whole
  return html`<span class="url-text" title=${url}><span class="url-start">${url.slice(0, cut)}</span
    ><span class="url-end">${url.slice(cut)}</span></span>`
}
