import type { SubmissionItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import { mark } from '../../ui/text/mark.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { formatCount } from '../../words/quantity.ts'
import './ranking.css'

/** Shows the latest submissions; `listAddress` leads to all of them. */
export function newestSubmissions(newest: readonly SubmissionItem[], listAddress: string) {
  return html`<section>
    <header class="section-header">
      <h2>What arrived last?</h2>
      <a href=${listAddress}>All submissions</a>
    </header>
    ${newest.length === 0 ? html`<p class="hint">None found among the newest.</p>` : nothing}
    <ol class="ranking newest">${newest.map(newSubmission)}</ol>
  </section>`
}

function newSubmission({ submissionId, id, readableUrl, receivedAt, browser, errorCount }: SubmissionItem) {
  return html`<li>
    <a class="name" href=${withBase(`/submissions/${submissionId}`)}>${id} ${readableUrl ? readableUrl.slice(0, 200) : 'unknown page'}</a>
    <span class="figure">${errorCount > 0 ? html`${mark('poor')} ${formatCount(errorCount, 'error')}` : nothing}</span>
    <span class="beside">
      ${timeAgo(receivedAt)}${browser.name ? `, ${browser.name.slice(0, 40)}` : ''}
    </span>
  </li>`
}
