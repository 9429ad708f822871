import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isTyping } from '../../ui/is-typing.ts'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import type { ReportData } from '../report/report-data.ts'
import { type ComparedRow, type ComparedSection, compareSubmissions } from './compare-submissions.ts'
import { comparedValue } from './compared-value.ts'
import './comparison-view.css'

/** Number of rows shown at first: few differences, so that a long list does not bury the next; more of what the reader unfolded. */
const rowsAtFirst = { differing: 15, folded: 100 }

interface Groups {
  differing: ComparedRow[]
  /** Rows of one side only, folded where a newer SDK explains them. */
  lacking: ComparedRow[]
  equal: ComparedRow[]
}

function groupRows({ rows, hasDetails }: ComparedSection): Groups {
  const differing = rows.filter(({ isEqual }) => !isEqual)
  const isLacking = ({ a, b }: ComparedRow) => Boolean(hasDetails) && (a === undefined || b === undefined)
  return {
    differing: differing.filter((row) => !isLacking(row)),
    lacking: differing.filter(isLacking),
    equal: rows.filter(({ isEqual }) => isEqual),
  }
}

/** Shows the differences of two submissions by section; equal values are folded. `j` and `k` move through the differences. */
@customElement('comparison-view')
export class ComparisonView extends LightElement {
  @property({ attribute: false }) a: ReportData = {}
  @property({ attribute: false }) b: ReportData = {}
  /** Names of the two, as headings of their columns. */
  @property({ attribute: false }) names: readonly [a: string, b: string] = ['A', 'B']
  @state() private whole: ReadonlySet<string> = new Set()
  private sections: ComparedSection[] = []

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('a') || changed.has('b')) this.sections = compareSubmissions(this.a, this.b)
  }

  protected override render() {
    const groups = this.sections.map(groupRows)
    const count = (name: keyof Groups) => groups.reduce((sum, group) => sum + group[name].length, 0)
    const [differing, lacking, equal] = [count('differing'), count('lacking'), count('equal')]
    return html`<p class="difference-count">
        ${
          differing + lacking === 0
            ? html`${mark('good')} Nothing differs in ${formatCount(equal, 'value')}.`
            : html`<strong>${formatNumber(differing)}</strong> of ${formatCount(differing + equal, 'value')} differ${
                lacking > 0 ? `, ${formatNumber(lacking)} are on one side only` : ''
              }.
                <span class="keys"><kbd>j</kbd> <kbd>k</kbd> move through them.</span>`
        }
      </p>
      ${this.sections.map((section, index) => this.renderSection(section, groups[index] as Groups))}`
  }

  private renderSection({ title, note }: ComparedSection, { differing, lacking, equal }: Groups) {
    return html`<section class="compared">
      <h2>${title}</h2>
      ${note ? html`<p class="hint">${note}</p>` : nothing}
      ${
        differing.length > 0
          ? this.renderTable(`${title} Differences`, differing, true)
          : lacking.length === 0
            ? html`<p class="same">${mark('good')} No difference</p>`
            : nothing
      }
      ${this.renderFolded(`${title} On one side only`, `${formatNumber(lacking.length)} on one side only`, lacking)}
      ${this.renderFolded(`${title} Equal`, `${formatNumber(equal.length)} equal`, equal)}
    </section>`
  }

  private renderFolded(label: string, summary: string, rows: ComparedRow[]) {
    if (rows.length === 0) return nothing
    return html`<details class="behind">
      <summary>${summary}</summary>
      ${this.renderTable(label, rows, false)}
    </details>`
  }

  private renderTable(label: string, rows: ComparedRow[], isDiffering: boolean) {
    const shown = this.whole.has(label) ? rows : rows.slice(0, rowsAtFirst[isDiffering ? 'differing' : 'folded'])
    // explicit roles, because some browsers drop them from tables laid out as blocks
    return html`<table role="table" aria-label=${label} class="compared-rows">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="visually-hidden">What</span></th>
            ${this.names.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${shown.map(
            (row) => html`<tr role="row" tabindex=${isDiffering ? -1 : nothing} class=${isDiffering ? 'differing' : ''}>
              <th role="rowheader" scope="row"><folded-text .text=${row.label} limit="120"></folded-text></th>
              <td role="cell" data-name=${this.names[0]}>${comparedValue(row.a, row.b)}</td>
              <td role="cell" data-name=${this.names[1]}>${comparedValue(row.b, row.a)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${
        shown.length < rows.length
          ? html`<p class="hint">
              ${formatNumber(shown.length)} of ${formatNumber(rows.length)} shown.
              <button type="button" class="link" @click=${() => this.showWhole(label)}>Show all</button>
            </p>`
          : nothing
      }`
  }

  private showWhole(label: string): void {
    this.whole = new Set([...this.whole, label])
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if ((event.key !== 'j' && event.key !== 'k') || isTyping(event)) return
    const rows = [...this.querySelectorAll<HTMLElement>('tr.differing')]
    const index = rows.findIndex((row) => row.contains(document.activeElement))
    const next = event.key === 'j' ? index + 1 : Math.max(0, index - 1)
    rows[next]?.focus({ preventScroll: true })
    rows[next]?.scrollIntoView({ block: 'nearest' })
  }
}
