import { html } from 'lit'
import '../../ui/copy-button.ts'
import { absent } from '../../ui/text/absent.ts'
import '../../ui/text/folded-text.ts'

/** Shows a stack as the browser sent it. */
export function sentStack(text: string | undefined) {
  if (text === undefined) return html`<p>${absent('No stack came with this error.')}</p>`
  return html`<div class="stack">
    <pre tabindex="0" aria-label="Stack"><folded-text .text=${text} limit="4000"></folded-text></pre>
    <copy-button .text=${text} what="stack"></copy-button>
  </div>`
}
