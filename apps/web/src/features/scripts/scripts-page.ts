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
import { noData } from '../filters/no-data.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { getScripts } from './get-scripts.ts'
import { scriptColumns } from './script-columns.ts'
import '../../ui/table/data-table.ts'
import '../filters/filter-bar.ts'

const pageRange: Preset = '7d'
const words = { loading: 'Loading the scripts', failed: 'The scripts could not be loaded' }

/** Scripts of the pages, their own and those of third parties: what they cost, and where. */
@customElement('scripts-page')
export class ScriptsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) =>
      getScripts(
        {
          ...readFilters(withVisitorsOnly(this.query), pageRange),
          by: this.by,
          scriptHost: this.scriptHost,
          cursor: this.query.get('cursor') ?? undefined,
        },
        signal,
      ),
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
      ${renderTask(this.answer, words, (answer) => this.renderAnswer(answer))}`
  }

  private get scriptHost(): string | undefined {
    return this.query.get('scriptHost') || undefined
  }

  private get by(): 'script' | undefined {
    return this.scriptHost !== undefined || this.query.get('by') === 'script' ? 'script' : undefined
  }

  private renderAnswer(answer: ScriptsAnswer) {
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const { items, nextCursor, pageViews } = answer
    if (pageViews === 0) return noData('page view', { query: this.query, pageRange })
    if (items.length === 0) return html`<p>${absent('No page view in this time told of a script.')}</p>`
    const isPart = nextCursor !== null || this.query.has('cursor')
    const columns = scriptColumns(answer, {
      ...(this.by === undefined && { host: (host: string) => this.addressOf('scriptHost', host) }),
      path: (path) => narrowedAddress('/pages/view', narrowing, { page: path }),
    })
    return html`${sampleNote(answer)}
      <data-table label="Scripts" .columns=${columns} .rows=${items} ?fixed-order=${isPart}></data-table>
      <nav class="paging" aria-label="Pages of the list">
        ${this.query.has('cursor') ? html`<a href=${this.addressOf('cursor', null)}>Most expensive</a>` : nothing}
        ${nextCursor === null ? nothing : html`<a href=${this.addressOf('cursor', nextCursor)}>Less expensive</a>`}
      </nav>
      <p class="hint">
        Sums over page views. Blocking and forced layout come from long animation frames, which Chromium reports. Sizes of other origins are known
        where they send Timing-Allow-Origin. Each page view tells of the 20 scripts that cost most.
      </p>`
  }

  private addressOf(name: string, value: string | null): string {
    const query = name === 'cursor' ? this.query : withParam(this.query, 'cursor', null)
    return withBase(`/scripts${searchOf(withParam(query, name, value))}`)
  }
}
