import type { Refusal, SubmissionItem } from '@collector/schema'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount } from '../../words/quantity.ts'
import { formatTimeOfDay, parseTime } from '../../words/time.ts'
import './arrivals.css'

const shown = 5

/** Submissions stored and refused since the wait began. */
export interface Arrivals {
  /** The latest submission before the wait; undefined if there was none. */
  last: SubmissionItem | undefined
  items: readonly SubmissionItem[]
  refused: readonly Refusal[]
}

/** Shows submissions as they arrive. */
export function arrivalList({ last, items, refused }: Arrivals, isOutOfReach: boolean) {
  return html`<div class="arrivals" aria-live="polite">
    ${
      items.length === 0
        ? html`<p class="waiting" aria-busy=${isOutOfReach ? 'false' : 'true'}>${waitingText(last, isOutOfReach)}</p>`
        : html`<p class="arrived">${mark('good')} <strong>Submissions arrive.</strong> ${formatCount(items.length, 'submission')} since you opened this page.</p>
            <ul>
              ${items.slice(0, shown).map(arrival)}
            </ul>`
    }
    ${refused.length > 0 ? refusedList(refused) : nothing} ${items.length === 0 ? hint(last) : nothing}
  </div>`
}

function waitingText(last: SubmissionItem | undefined, isOutOfReach: boolean): string {
  if (isOutOfReach) return 'The server cannot be reached. Trying again.'
  return last ? 'Waiting for the next submission' : 'Waiting for the first submission'
}

function hint(last: SubmissionItem | undefined) {
  return html`<p class="hint">
    Open one of your pages that has the tag; it sends three seconds after it has loaded.
    ${last ? html`The latest one is <a href=${withBase(`/submissions/${last.submissionId}`)}>number ${last.id}</a>.` : html`For an example, open <a href=${withBase('/')}>the report of this browser</a>, which stores one.`}
  </p>`
}

function arrival({ submissionId, id, receivedAt, readableUrl, browser }: SubmissionItem) {
  const time = parseTime(receivedAt)
  return html`<li>
    <a href=${withBase(`/submissions/${submissionId}`)}>Submission ${id}</a>
    ${time ? `at ${formatTimeOfDay(time)}` : nothing} ${readableUrl ? html`from <span class="from">${readableUrl.slice(0, 200)}</span>` : nothing}
    ${browser.name ? `by ${browser.name}` : nothing}
  </li>`
}

function refusedList(refused: readonly Refusal[]) {
  return html`<div class="refused">
    <p>${mark('poor')} <strong>Submissions were refused.</strong></p>
    <ul>
      ${refused.slice(0, shown).map(
        ({ message, count, origin, path, statusCode }) => html`<li>
          ${message} <span class="absent">${count > 1 ? `${count} times, ` : ''}${origin ? `from ${origin}, ` : ''}to ${path}, answered ${statusCode}</span>
        </li>`,
      )}
    </ul>
  </div>`
}
