import { html } from 'lit'
import '../copy-button.ts'
import './code-block.css'

/** Code to take away; `what` says what is copied. */
export function codeBlock(code: string, what: string) {
  return html`<div class="code-block">
    <pre tabindex="0" aria-label=${what}><code>${code}</code></pre>
    <copy-button .text=${code} what=${what}></copy-button>
  </div>`
}
