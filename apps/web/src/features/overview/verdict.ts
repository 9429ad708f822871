import { html } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withBase } from '../../router/base-path.ts'
import { mark } from '../../ui/text/mark.ts'
import type { Finding } from './findings.ts'
import './verdict.css'

/** Answers "Is anything wrong?" with the findings as links. */
export function verdict(found: readonly Finding[], narrowing: Narrowing) {
  return html`<section class="verdict" aria-label="Is anything wrong?">
    ${
      found.length === 0
        ? html`<p>${mark('good')} <strong>Nothing stands out.</strong> No new errors, no vital that is poor or much slower than before.</p>`
        : html`<ul>
            ${found.map((finding) => html`<li>${mark(finding.tone)} ${about(finding, narrowing)}</li>`)}
          </ul>`
    }
  </section>`
}

function about({ text, about }: Finding, narrowing: Narrowing) {
  if (about.kind === 'traffic') return html`${text}. <a href=${withBase('/setup')}>See what arrives</a>`
  const href =
    about.kind === 'errors'
      ? narrowedAddress('/errors', narrowing, {}, about.status === 'regressed' ? { status: 'regressed' } : {})
      : narrowedAddress('/vitals', narrowing, {}, { metric: about.metric })
  return html`<a href=${href}>${text}</a>`
}
