import type { ReferrersAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { absent } from '../../ui/text/absent.ts'
import { knownValues } from '../filters/known-values.ts'
import { getReferrers } from './get-referrers.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import '../filters/filter-bar.ts'
import { type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { formatNumber } from '../../words/quantity.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'

const pageRange: Preset = '7d'
const words = { loading: 'Loading the referrers', failed: 'The referrers could not be loaded' }

/** Page views by referring site. */
@customElement('referrers-page')
export class ReferrersPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getReferrers(readFilters(withVisitorsOnly(this.query), pageRange), signal),
  })

  protected override render() {
    return html`<h1 tabindex="-1">Referrers</h1>
      <p class="hint">Which sites did visitors come from?</p>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answer, words, (answer) => this.renderAnswer(answer))}`
  }

  private renderAnswer(answer: ReferrersAnswer) {
    const { pageViews, ownPageViews, referrers } = answer
    const narrowing = { query: this.query, pageRange }
    if (pageViews === 0) return noVisitors('page view', narrowing)
    return html`${sampleNote(answer)} ${ownNote(answer)} ${leftOut(narrowing)}
      <data-table
      label="Page views by referrer"
      .columns=${columnsOf(pageViews - ownPageViews, narrowing)}
      .rows=${referrers}
      .sorting=${{ column: 1, isDescending: true }}
    ></data-table>`
  }
}

function ownNote({ pageViews, ownPageViews }: ReferrersAnswer) {
  if (ownPageViews === 0) return nothing
  return html`<p class="hint">
    ${formatNumber(ownPageViews)} of ${formatNumber(pageViews)} page views came from another page of the same host. They are left out.
  </p>`
}

function columnsOf(total: number, narrowing: Narrowing): readonly Column<ReferrersAnswer['referrers'][number]>[] {
  return [
    {
      label: 'Referrer',
      value: ({ host }) => host ?? undefined,
      render: ({ host }) =>
        host === null
          ? absent('none (direct) or unknown')
          : html`<a href=${narrowedAddress('/overview', narrowing, { referrer: host })}>${host}</a>`,
      isWide: true,
    },
    {
      label: 'Page views',
      value: ({ pageViews }) => pageViews,
      // both in one column, because a phone has no room for a third
      render: ({ pageViews }) =>
        html`${formatNumber(pageViews)} <small class="unit">${shareText(pageViews / total)}</small>`,
      isNumeric: true,
    },
  ]
}

/** Returns a share of fixed width, so that the numbers before it stay aligned. */
function shareText(share: number): string {
  return `${(share * 100).toFixed(1).padStart(5, '\u2007')}\u00a0%`
}
