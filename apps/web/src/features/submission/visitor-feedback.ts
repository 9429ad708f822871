import { html, nothing } from 'lit'
import { asObject, asText } from '../../api/readers.ts'
import '../../ui/text/folded-text.ts'

/** Shows what the visitor wrote about a problem, with the address for an answer and the page it is about. */
export function visitorFeedback(page: unknown) {
  const { message, contact, url } = asObject(asObject(page)['feedback'])
  const text = asText(message)
  if (!text) return nothing
  const about = [asText(contact) && `Answer to ${asText(contact)}.`, asText(url) && `It happened on ${asText(url)}`]
  return html`<blockquote class="visitor-feedback">
    <folded-text .text=${text} limit="1000"></folded-text>
    <footer class="hint">${['The visitor wrote this.', ...about.filter(Boolean)].join(' ')}</footer>
  </blockquote>`
}
