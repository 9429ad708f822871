import type { PagesAnswer } from '@collector/schema'
import { metricNames } from '@collector/schema/catalogue'
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
import { formatCount } from '../../words/quantity.ts'
import { knownValues } from '../filters/known-values.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { getPages } from './get-pages.ts'
import { pageColumns } from './page-columns.ts'
import { pagesMarkdown } from './pages-markdown.ts'
import { seriesWindow } from './series-window.ts'
import '../../ui/copy-button.ts'
import '../../ui/table/data-table.ts'
import '../filters/filter-bar.ts'

const pageRange: Preset = '7d'
/** The orders of the answer. */
const mostViewed = { column: 1, isDescending: true }
const mostPoor = { column: 3 + metricNames.length, isDescending: true }
const words = { loading: 'Loading the pages', failed: 'The pages could not be loaded' }

/** Lists all pages with their vitals: which one to mend first. */
@customElement('pages-page')
export class PagesPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }) => {
      const filters = readFilters(withVisitorsOnly(this.query), pageRange)
      const { group, sort } = this.choice
      const answer = await getPages({ ...filters, group, sort, cursor: this.query.get('cursor') ?? undefined }, signal)
      return { answer, window: seriesWindow(filters, answer.items) }
    },
  })

  protected override render() {
    const { group, sort } = this.choice
    return html`<h1 tabindex="-1">Pages</h1>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      <div class="section-header">
        ${switchOf(
          'Paths that differ by an id',
          [
            [undefined, 'Pages'],
            ['path', 'Single paths'],
          ] as const,
          group,
          (value) => this.choose('group', value),
        )}
        ${switchOf(
          'Order',
          [
            [undefined, 'Most page views'],
            ['poor', 'Most poor page views'],
          ] as const,
          sort,
          (value) => this.choose('sort', value),
        )}
      </div>
      ${renderTask(this.answer, words, (value) => this.renderAnswer(value))}`
  }

  private get choice() {
    return {
      group: this.query.get('group') === 'path' ? ('path' as const) : undefined,
      sort: this.query.get('sort') === 'poor' ? ('poor' as const) : undefined,
    }
  }

  private choose(name: 'group' | 'sort', value: string | undefined): void {
    navigateToQuery(withParam(withParam(this.query, 'cursor', null), name, value ?? null))
  }

  private renderAnswer({ answer, window }: { answer: PagesAnswer; window: ReturnType<typeof seriesWindow> }) {
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    const { items, nextCursor, others } = answer
    if (items.length === 0 && !this.query.has('cursor'))
      return noVisitors('page view', { query: this.query, pageRange })
    const columns = pageColumns(window, {
      page: (page, metric) => narrowedAddress('/pages/view', narrowing, { page }, metric && { metric }),
      paths: (page) => narrowedAddress('/pages', narrowing, { page }, { group: 'path' }),
    })
    const isPart = nextCursor !== null || this.query.has('cursor')
    return html`${sampleNote(answer)} ${leftOut({ query: this.query, pageRange })}
      <data-table
        label="Pages"
        .columns=${columns}
        .rows=${items}
        ?fixed-order=${isPart}
        .sorting=${this.choice.sort === 'poor' ? mostPoor : mostViewed}
      ></data-table>
      ${
        others.pageViews > 0
          ? html`<p class="hint">
              ${formatCount(others.pageViews, 'page view')} of other paths are not listed: a day keeps 500 paths apart. Filter by path to see one of them.
            </p>`
          : nothing
      }
      <nav class="paging" aria-label="Pages of the list">
        ${this.query.has('cursor') ? html`<a href=${this.addressOf(null)}>First</a>` : nothing}
        ${nextCursor === null ? nothing : html`<a href=${this.addressOf(nextCursor)}>Next</a>`}
      </nav>
      <p><copy-button label="Copy as Markdown" .text=${() => pagesMarkdown(answer)}></copy-button></p>
      <p class="hint">Times are the p75: three of four page views were at least that fast.</p>`
  }

  private addressOf(cursor: string | null): string {
    return withBase(`/pages${searchOf(withParam(this.query, 'cursor', cursor))}`)
  }
}
