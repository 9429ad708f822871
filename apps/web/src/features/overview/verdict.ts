import type { OverviewAnswer, PageItem } from '@collector/schema'
import { enoughSamples, type Finding, findings, leavesOutPages } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withBase } from '../../router/base-path.ts'
import { mark } from '../../ui/text/mark.ts'
import './verdict.css'

/** Answers "Is anything wrong?" with the findings as links. */
export function verdict(overview: OverviewAnswer, pages: readonly PageItem[], narrowing: Narrowing) {
  const found = findings(overview, pages)
  return html`<section class="verdict" aria-label="Is anything wrong?">
    ${
      found.length === 0
        ? html`<p>${mark('good')} <strong>Nothing stands out</strong> among errors, vitals, pages, devices and browsers.</p>`
        : html`<ul class="findings">
            ${found.map((finding) => html`<li>${mark(finding.tone)} ${about(finding, narrowing)}</li>`)}
          </ul>`
    }
    ${leavesOutPages(pages) ? html`<p class="hint">Pages with fewer than ${enoughSamples} samples are left out here.</p>` : nothing}
  </section>`
}

function about({ text, about }: Finding, narrowing: Narrowing) {
  if (about.kind === 'traffic') return html`${text}. <a href=${withBase('/setup')}>See what arrives</a>`
  const href =
    about.kind === 'errors'
      ? narrowedAddress('/errors', narrowing, {}, about.status === 'unresolved' ? {} : { status: about.status })
      : narrowedAddress('/vitals', narrowing, about.only ?? {}, { metric: about.metric })
  return html`<a href=${href}>${text}</a>`
}
