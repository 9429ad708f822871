import type { RefusalsAnswer } from '@collector/schema'
import { type RefusalReason, refusalReasons } from '@collector/schema/catalogue'
import { html } from 'lit'
import '../../ui/table/data-table.ts'
import { formatNumber } from '../../words/quantity.ts'
import { refusalColumns } from './refusal-columns.ts'
import './refusal-list.css'
import { reasonTerm, refusalTime } from './refusal-words.ts'

/** Shows what was refused: how often for each reason, and the latest. */
export function refusalList({ since, counts, items }: RefusalsAnswer) {
  if (items.length === 0) return nothingRefused(since)
  const counted = (Object.keys(refusalReasons) as RefusalReason[]).filter((reason) => (counts[reason] ?? 0) > 0)
  return html`<ul class="tiles" aria-label="Refused for each reason">
      ${counted.map(
        (reason) => html`<li class="tile">
          <p class="label">${reasonTerm(reason)}</p>
          <p class="value">${formatNumber(counts[reason] ?? 0)}</p>
        </li>`,
      )}
    </ul>
    <p class="hint">
      Counted since ${refusalTime(since)} by the process that answered. Equal refusals share a line, and the latest of each reason are kept.
    </p>
    <data-table
      class="refusals"
      label="Refusals"
      .columns=${refusalColumns}
      .rows=${items}
      .sorting=${{ column: 0, isDescending: true }}
    ></data-table>`
}

function nothingRefused(since: string) {
  return html`<section class="empty-state">
    <h2>Nothing was refused</h2>
    <p>
      Since ${refusalTime(since)} everything that reached this server was stored. If submissions are missing, they did not get
      here: a content blocker knows the address (change it by <code>COLLECT_PATH</code>), a Content Security Policy of the
      page forbids it (<code>connect-src ${location.origin}</code>), or a proxy in between drops it.
    </p>
  </section>`
}
