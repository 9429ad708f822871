import { html } from 'lit'
import '../../ui/text/folded-text.ts'

/** Shows a section that is stored as plain text, as in rows of the predecessor. */
export function sectionTextView(text: string) {
  return html`<p class="hint">This part was stored as plain text, so it is shown as it is.</p>
    <pre class="plain-text" tabindex="0" aria-label="Stored text"><folded-text .text=${text} limit="4000"></folded-text></pre>`
}
