import type { ScriptsAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withParam } from '../../address/with-param.ts'
import { withBase } from '../../router/base-path.ts'
import { navigateToQuery } from '../../router/navigate.ts'
import { searchOf } from '../../router/search-of.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { switchOf } from '../../ui/switch.ts'
import { absent } from '../../ui/text/absent.ts'
import { knownValues } from '../filters/known-values.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { getScripts } from './get-scripts.ts'
import { scriptColumns } from './script-columns.ts'
import '../../ui/table/data-table.ts'
import '../filters/filter-bar.ts'

const pageRange: Preset = '7d'
/** The order of the answer. */
const mostBlocking = { column: 2, isDescending: true }
const words = { loading: 'Loading the scripts', failed: 'The scripts could not be loaded' }

/** Scripts of the pages, their own and those of third parties: what they cost, and where. */
@customElement('scripts-page')
export class ScriptsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }) => {
      const { by, scriptHost, query } = this
      const filters = readFilters(withVisitorsOnly(query), pageRange)
      const answer = await getScripts({ ...filters, by, scriptHost, cursor: query.get('cursor') ?? undefined }, signal)
      return { answer, by }
    },
  })

  protected override render() {
    return html`<h1 tabindex="-1">Scripts</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      <div class="section-header">
      ${
        this.scriptHost === undefined
          ? switchOf(
              'Group by',
              [
                [undefined, 'Hosts'],
                ['script', 'Scripts'],
              ] as const,
              this.by,
              (by) => navigateToQuery(withParam(withParam(this.query, 'cursor', null), 'by', by ?? null)),
            )
          : html`<p>Scripts of <strong>${this.scriptHost.slice(0, 100)}</strong>. <a href=${this.addressOf('scriptHost', null)}>All hosts</a></p>`
      }
      </div>
      ${renderTask(this.answer, words, ({ answer, by }) => this.renderAnswer(answer, by))}`
  }

  private get scriptHost(): string | undefined {
    return this.query.get('scriptHost') || undefined
  }

  private get by(): 'script' | undefined {
    return this.scriptHost !== undefined || this.query.get('by') === 'script' ? 'script' : undefined
  }

  /** @param by the grouping of this answer: while the next one loads, the address names another */
  private renderAnswer(answer: ScriptsAnswer, by: 'script' | undefined) {
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const { items, nextCursor, pageViews } = answer
    if (pageViews === 0) return noVisitors('page view', { query: this.query, pageRange })
    if (items.length === 0) return html`<p>${absent('No page view in this time reported a script.')}</p>`
    const isPart = nextCursor !== null || this.query.has('cursor')
    const columns = scriptColumns(answer, {
      ...(by === undefined && { host: (host: string) => this.addressOf('scriptHost', host) }),
      path: (path) => narrowedAddress('/pages/view', narrowing, { page: path }),
    })
    return html`${sampleNote(answer)} ${leftOut({ query: this.query, pageRange })}
      <data-table label="Scripts" .columns=${columns} .rows=${items} ?fixed-order=${isPart} .sorting=${mostBlocking}></data-table>
      <nav class="paging" aria-label="Pages of the list">
        ${this.query.has('cursor') ? html`<a href=${this.addressOf('cursor', null)}>Most expensive</a>` : nothing}
        ${nextCursor === null ? nothing : html`<a href=${this.addressOf('cursor', nextCursor)}>Less expensive</a>`}
      </nav>
      <p class="hint">
        Sums over page views; "when it blocks" is the mean of those in which it blocked. Blocking and forced layout come from long animation frames, which Chromium reports. Sizes from other
        origins need the header Timing-Allow-Origin. Only the 20 most expensive scripts of a page view are kept.
      </p>`
  }

  private addressOf(name: string, value: string | null): string {
    const query = name === 'cursor' ? this.query : withParam(this.query, 'cursor', null)
    return withBase(`/scripts${searchOf(withParam(query, name, value))}`)
  }
}
