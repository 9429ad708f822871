import type { ErrorGroupAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import '../../ui/text/folded-text.ts'
import { asObject } from '../../api/readers.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { errorDetails } from '../report/overview/error-list.ts'
import '../errors/error-stack.ts'
import './occurrences.css'

/** Occurrences above the questions when and for whom. */
const shownFirst = 5

/** Shows the latest occurrences of a group with their stacks; `allAddress` leads to all of them. */
export function latestOccurrences({ occurrences, pageViews }: ErrorGroupAnswer, allAddress: string) {
  const earlier = occurrences.slice(shownFirst)
  const shownPageViews = new Set(occurrences.map(({ submission }) => submission.id)).size
  const all = html`<a href=${allAddress}>${pageViews === 1 ? 'The page view' : `All ${formatCount(pageViews, 'page view')}`}</a>`
  return html`<section>
    <header class="section-header">
      <h2>What happened most recently?</h2>
      ${all}
    </header>
    <ol class="occurrences">
      ${occurrences.slice(0, shownFirst).map((occurrence, index) => occurrenceItem(occurrence, index === 0))}
    </ol>
    ${
      earlier.length === 0
        ? nothing
        : html`<details class="behind">
            <summary>${formatNumber(earlier.length)} earlier</summary>
            <ol class="occurrences" start=${shownFirst + 1}>
              ${earlier.map((occurrence) => occurrenceItem(occurrence, false))}
            </ol>
            ${pageViews > shownPageViews ? html`<p class="hint">These are the latest ${formatNumber(shownPageViews)} page views. ${all}</p>` : nothing}
          </details>`
    }
  </section>`
}

function occurrenceItem({ submission, error, frames }: ErrorGroupAnswer['occurrences'][number], isOpen: boolean) {
  const { id, submissionId, receivedAt, page, readableUrl, browser, os } = submission
  const about = [browser.name, os.name].filter(Boolean).join(' on ')
  return html`<li>
    <details ?open=${isOpen}>
      <summary>
        <span class="when">${timeAgo(receivedAt)}</span>
        <span class="where">${readableUrl?.slice(0, 300) ?? 'unknown page'}</span>
        <span class="absent">${about.slice(0, 80)}</span>
      </summary>
      <p><a href=${withBase(`/submissions/${submissionId}`)}>Submission ${id}</a></p>
      <p><folded-text .text=${String(asObject(error)['message'] ?? 'no message')} limit="400"></folded-text></p>
      ${errorDetails(asObject(error), page?.url, frames)}
    </details>
  </li>`
}
