import type { SubmissionItem } from '@collector/schema'
import { metrics, rate } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { withBase } from '../../router/base-path.ts'
import { absent } from '../../ui/text/absent.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { deviceLabels } from '../../words/device-labels.ts'
import { formatNumber, metricQuantity } from '../../words/quantity.ts'
import { ratingTone, ratingWord } from '../metrics/rating-words.ts'
import '../../ui/table/table.css'
import { isTyping } from '../../ui/is-typing.ts'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { urlText } from '../../ui/text/url-text.ts'
import './submission-table.css'

/** Label and class of each column; the first has the checkboxes. */
const columns = [
  ['', ''],
  ['Number', 'number'],
  ['Received', ''],
  ['Page', 'wide'],
  ['Browser', ''],
  ['System', ''],
  ['Device', ''],
  ['LCP', 'number'],
  ['Errors', 'number'],
] as const

/**
 * Lists submissions to open or to choose for comparison. `j` and `k` move to the next and previous one, Enter opens
 * it, `x` chooses it.
 *
 * @event choose - with the item that was chosen or unchosen
 */
@customElement('submission-table')
export class SubmissionTable extends LightElement {
  @property({ attribute: false }) rows: readonly SubmissionItem[] = []
  /** Numbers of the chosen submissions. */
  @property({ attribute: false }) chosen: ReadonlySet<number> = new Set()

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
  }

  protected override render() {
    // explicit roles, because some browsers drop them from tables laid out as cards
    return html`<table class="table" role="table" aria-label="Submissions">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            ([name, kind]) =>
              html`<th scope="col" role="columnheader" class="fixed ${kind}">${name || html`<span class="visually-hidden">Compare</span>`}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          this.rows,
          ({ id }) => id,
          (item) => this.renderRow(item),
        )}
      </tbody>
    </table>`
  }

  private renderRow(item: SubmissionItem) {
    const { id, submissionId, kind, readableUrl, browser, os, device, errorCount } = item
    return html`<tr role="row" @click=${this.onRowClick}>
      <td role="cell">
        <input
          type="checkbox"
          aria-label="Compare ${id}"
          .checked=${this.chosen.has(id)}
          @change=${() => this.choose(item)}
        />
      </td>
      <td role="cell" class="number"><a href=${withBase(`/submissions/${submissionId}`)}>${id}</a></td>
      <td role="cell" class="received">${timeAgo(item.receivedAt)}</td>
      <td role="cell" class="wide">${kind === 'report' ? html`<small>Browser report</small> ` : nothing}${caseOf(item)}${readableUrl ? urlText(readableUrl) : absent('unknown page')}</td>
      <td role="cell" class="detail">${product(browser) ?? absent('–')}</td>
      <td role="cell" class="detail">${product(os) ?? absent('–')}</td>
      <td role="cell" class="detail">${device ? deviceLabels[device] : absent('–')}</td>
      <td role="cell" class="detail number lcp">${lcp(item)}</td>
      <td role="cell" class="number errors">${errorCount === 0 ? absent('0') : html`<strong>${formatNumber(errorCount)}</strong>`}</td>
    </tr>`
  }

  private choose(item: SubmissionItem): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: item }))
  }

  /** Opens the submission of the clicked row, unless text in it is being selected. */
  private onRowClick(event: MouseEvent): void {
    const target = event.target as Element
    if (target.closest('a, input') || getSelection()?.isCollapsed === false) return
    const row = event.currentTarget as Element
    const init = { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }
    row.querySelector('a')?.dispatchEvent(new MouseEvent('click', init))
  }

  private readonly onKey = (event: KeyboardEvent) => {
    // a checkbox with focus takes no text
    if (isTyping(event) && (event.target as HTMLInputElement).type !== 'checkbox') return
    const links = [...this.querySelectorAll<HTMLElement>('tbody a')]
    const index = links.findIndex((link) => link.closest('tr') === document.activeElement?.closest('tr'))
    if (event.key === 'j') this.focusLink(links[index + 1])
    else if (event.key === 'k') this.focusLink(links[Math.max(0, index - 1)])
    else if (event.key === 'x') {
      const item = this.rows[index]
      if (item) this.choose(item)
    }
  }

  private focusLink(link: HTMLElement | undefined): void {
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
  }
}

/** The case of the support that it belongs to, and the beginning of the visitor's message. */
function caseOf({ page }: SubmissionItem) {
  const { reference, feedback } = page ?? {}
  if (!reference && !feedback) return nothing
  return html`<span class="case">${reference ? html`<strong>${reference}</strong>` : nothing} ${feedback ? html`<q>${feedback.message.slice(0, 120)}</q>` : nothing}</span>`
}

function product({ name, version }: SubmissionItem['browser']): string | undefined {
  return [name, version?.split('.')[0]].filter(Boolean).join(' ').slice(0, 60) || undefined
}

function lcp({ vitals }: SubmissionItem) {
  if (vitals.lcp === null) return absent('–')
  const rating = rate(metrics.lcp, vitals.lcp)
  return html`<span class="rated tone-${ratingTone[rating]}">${mark(ratingTone[rating])}<span class="visually-hidden">${ratingWord[rating]}</span></span>
    ${quantity(metricQuantity(metrics.lcp, vitals.lcp))}`
}
