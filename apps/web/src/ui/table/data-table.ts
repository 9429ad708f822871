import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { formatNumber } from '../../words/quantity.ts'
import { LightElement } from '../light-element.ts'
import { absent } from '../text/absent.ts'
import './table.css'
import './data-table.css'

export interface Column<Row> {
  label: string
  /** Value that the column is sorted by, and shown where `render` is absent. Rows without a value come last. */
  value: (row: Row) => string | number | undefined
  render?: (row: Row) => unknown
  isNumeric?: boolean
  /** True if the column takes the remaining width. */
  isWide?: boolean
}

interface Sorting {
  column: number
  isDescending: boolean
}

const rowsAtFirst = 100
/** Longer tables scroll within themselves. */
const rowsWithoutScrolling = 50
const rowsPerStep = 1000

/** A table with a sticky head that sorts it; long tables show their rows in steps. */
@customElement('data-table')
export class DataTable<Row> extends LightElement {
  /** Name of the table for screen readers. */
  @property() label = ''
  @property({ attribute: false }) columns: readonly Column<Row>[] = []
  @property({ attribute: false }) rows: readonly Row[] = []
  /** Text shown if there are no rows. */
  @property() empty = 'Nothing here'
  /** True if the rows are a part of a longer list, so that sorting them would mislead. */
  @property({ type: Boolean, attribute: 'fixed-order' }) fixedOrder = false
  /** Initial sorting; absent keeps the given order. */
  @property({ attribute: false }) sorting?: Sorting
  @state() private shownRows = rowsAtFirst

  protected override render() {
    const rows = this.sortedRows()
    return html`<div class="table-scroller ${rows.length > rowsWithoutScrolling ? 'long' : ''}" role="region" tabindex="0" aria-label=${this.label}>
        <table class="table">
          <thead>
            <tr>
              ${this.columns.map((column, index) => this.renderHead(column, index))}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(0, this.shownRows).map((row) => this.renderRow(row))}
            ${rows.length === 0 ? this.renderEmpty() : nothing}
          </tbody>
        </table>
      </div>
      ${rows.length > this.shownRows ? this.renderMore(rows.length) : nothing}`
  }

  private renderHead(column: Column<Row>, index: number) {
    if (this.fixedOrder) return html`<th scope="col" class="${cellClass(column)} fixed">${column.label}</th>`
    const isSorted = this.sorting?.column === index
    const order = this.sorting?.isDescending ? 'descending' : 'ascending'
    return html`<th scope="col" class=${cellClass(column)} aria-sort=${isSorted ? order : nothing}>
      <button type="button" class="sort" @click=${() => this.sortBy(column, index)}>
        <span>${column.label}</span><span class="arrow" aria-hidden="true">${isSorted ? arrows[order] : '↕'}</span>
      </button>
    </th>`
  }

  private renderRow(row: Row) {
    return html`<tr>
      ${this.columns.map((column) => {
        const content = column.render ? column.render(row) : (column.value(row) ?? absent('–'))
        return html`<td class=${cellClass(column)} data-label=${column.label}>${content}</td>`
      })}
    </tr>`
  }

  private renderEmpty() {
    return html`<tr>
      <td colspan=${this.columns.length} class="empty">${this.empty}</td>
    </tr>`
  }

  private renderMore(total: number) {
    const next = Math.min(rowsPerStep, total - this.shownRows)
    return html`<p class="more">
      ${formatNumber(this.shownRows)} of ${formatNumber(total)} shown.
      <button type="button" class="link" @click=${this.showMore}>Show ${formatNumber(next)} more</button>
    </p>`
  }

  private showMore(): void {
    this.shownRows += rowsPerStep
  }

  /** Sorts by a column; numbers begin with the largest. */
  private sortBy(column: Column<Row>, index: number): void {
    const isSame = this.sorting?.column === index
    this.sorting = { column: index, isDescending: isSame ? !this.sorting?.isDescending : Boolean(column.isNumeric) }
  }

  private sortedRows(): readonly Row[] {
    const { sorting } = this
    const column = sorting && this.columns[sorting.column]
    if (!column) return this.rows
    return [...this.rows].sort((a, b) => compare(column.value(a), column.value(b), sorting.isDescending))
  }
}

const arrows = { ascending: '↑', descending: '↓' }

function cellClass(column: Column<never>): string {
  return [column.isNumeric && 'number', column.isWide && 'wide'].filter(Boolean).join(' ')
}

function compare(a: string | number | undefined, b: string | number | undefined, isDescending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true })
  return isDescending ? -order : order
}
