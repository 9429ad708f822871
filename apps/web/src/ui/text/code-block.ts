import { html } from 'lit'
import '../copy-button.ts'
import './code-block.css'

/** Shows code with a copy button; `what` names the code. */
export function codeBlock(code: string, what: string) {
  return html`<div class="code-block">
    <pre tabindex="0" aria-label=${what}><code>${code}</code></pre>
    <copy-button .text=${code} what=${what}></copy-button>
  </div>`
}
