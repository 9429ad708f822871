import type { ReleaseItem, ReleasesAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { type Preset, readFilters, withVisitorsOnly } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { formatNumber } from '../../words/quantity.ts'
import '../filters/filter-bar.ts'
import { knownValues } from '../filters/known-values.ts'
import { leftOut, noVisitors } from '../filters/left-out.ts'
import { getReleaseErrors, getReleases, type ReleaseErrors } from './get-releases.ts'
import { releaseErrors } from './release-errors.ts'
import { vitalChange } from './vital-change.ts'

const pageRange = 'all' satisfies Preset | 'all'
const words = { loading: 'Loading the releases', failed: 'The releases could not be loaded' }

/** Releases, each compared with the one before it in its environment. */
@customElement('releases-page')
export class ReleasesPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: async (_, { signal }) => {
      const filters = readFilters(withVisitorsOnly(this.query), pageRange)
      const answer = await getReleases({ ...filters, cursor: this.query.get('cursor') ?? undefined }, signal)
      // of one release the page shows more: it may be in several environments
      const chosen = filters.release === undefined ? [] : answer.items
      const errors = await Promise.all(chosen.map((item) => getReleaseErrors(item, filters, signal)))
      return { ...answer, errors }
    },
  })

  protected override render() {
    return html`<h1 tabindex="-1">Releases</h1>
      <p class="hint">What did each release change, compared with the one before it?</p>
      <filter-bar .query=${this.query} page-range=${pageRange} visitors-only .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answer, words, (answer) => this.renderAnswer(answer))}`
  }

  private renderAnswer({ items, nextCursor, errors }: ReleasesAnswer & { errors: ReleaseErrors[] }) {
    const narrowing: Narrowing = { query: withVisitorsOnly(this.query), pageRange }
    if (items.length === 0) {
      return html`${noVisitors('release', { query: this.query, pageRange })}
        <p class="hint">Set <code>data-release</code> and <code>data-environment</code> on the tag to name the release and its environment.</p>`
    }
    return html`${leftOut({ query: this.query, pageRange })}
      <data-table
        label="Releases, newest first"
        fixed-order
        .columns=${columnsOf(narrowing)}
        .rows=${items}
      ></data-table>
      <nav class="paging" aria-label="Pages of the list">
        ${this.query.has('cursor') ? html`<a href=${withBase('/releases')}>Newest</a>` : nothing}
        ${nextCursor === null ? nothing : html`<a href=${this.earlier(nextCursor)}>Earlier</a>`}
      </nav>
      <p class="hint">Vitals are the p75, each of as many page views as measured it in this release and in the one before.</p>
      ${errors.map((one) => releaseErrors(one, narrowing))}`
  }

  private earlier(cursor: string): string {
    const query = new URLSearchParams(this.query)
    query.set('cursor', cursor)
    return withBase(`/releases?${query}`)
  }
}

function columnsOf(narrowing: Narrowing): readonly Column<ReleaseItem>[] {
  const only = (path: string, { release, environment }: ReleaseItem) =>
    narrowedAddress(path, narrowing, { release, environment: environment ?? undefined })
  const linked = (path: string, row: ReleaseItem, count: number, what: string) =>
    count === 0
      ? '0'
      : html`<a href=${only(path, row)} aria-label="${formatNumber(count)} ${what} of ${row.release}">${formatNumber(count)}</a>`
  const groups = (label: string, value: (row: ReleaseItem) => number, what: string): Column<ReleaseItem> => {
    return { label, value, render: (row) => linked('/releases', row, value(row), what), isNumeric: true }
  }
  return [
    {
      label: 'Release',
      value: ({ release }) => release,
      render: (row) =>
        html`<a href=${only('/releases', row)}>${row.release}</a><br /><small class="unit">${row.environment ? `${row.environment}, ` : ''}began ${timeAgo(row.firstSeen)}</small>`,
      isWide: true,
    },
    {
      label: 'Page views',
      value: ({ pageViews }) => pageViews,
      render: ({ pageViews }) => formatNumber(pageViews),
      isNumeric: true,
    },
    {
      label: 'LCP',
      value: (row) => row.vitals.lcp.p75 ?? undefined,
      render: (row) => vitalChange('lcp', row),
      isNumeric: true,
    },
    {
      label: 'INP',
      value: (row) => row.vitals.inp.p75 ?? undefined,
      render: (row) => vitalChange('inp', row),
      isNumeric: true,
    },
    {
      label: 'CLS',
      value: (row) => row.vitals.cls.p75 ?? undefined,
      render: (row) => vitalChange('cls', row),
      isNumeric: true,
    },
    {
      label: 'Errors',
      value: (row) => row.errors,
      render: (row) => linked('/errors', row, row.errors, 'errors'),
      isNumeric: true,
    },
    groups('New', ({ newGroups }) => newGroups, 'new errors'),
    groups('Regressed', ({ regressedGroups }) => regressedGroups, 'regressed errors'),
  ]
}
