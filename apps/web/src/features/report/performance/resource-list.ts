import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { barChart } from '../../../ui/chart/bar-chart.ts'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/table/data-table.ts'
import { LightElement } from '../../../ui/light-element.ts'
import { switchOf } from '../../../ui/switch.ts'
import type { Column } from '../../../ui/table/data-table.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { urlText } from '../../../ui/text/url-text.ts'
import { byteQuantity, durationQuantity, formatNumber, quantityText } from '../../../words/quantity.ts'
import { type ByResource, heaviestResources } from './heaviest-resources.ts'
import type { ResourceRow } from './resource-rows.ts'
import './resource-list.css'

const milliseconds = (value: number | undefined) =>
  value === undefined ? absent('–') : quantity(durationQuantity(value))
const bytes = (value: number | undefined) => (value === undefined ? absent('–') : quantity(byteQuantity(value)))

const columns: readonly Column<ResourceRow>[] = [
  {
    label: 'URL',
    value: (row) => row.name,
    render: (row) =>
      html`${urlText(row.name)}${row.isRenderBlocking ? html`<small>blocks rendering</small>` : nothing}`,
    isWide: true,
  },
  { label: 'Type', value: (row) => row.type.slice(0, 40) },
  { label: 'Start', value: (row) => row.startMs, render: (row) => milliseconds(row.startMs), isNumeric: true },
  { label: 'Time', value: (row) => row.durationMs, render: (row) => milliseconds(row.durationMs), isNumeric: true },
  {
    label: 'Transferred',
    value: (row) => row.transferredBytes,
    render: (row) => (row.isCached ? absent('cache') : bytes(row.transferredBytes)),
    isNumeric: true,
  },
  { label: 'Size', value: (row) => row.decodedBytes, render: (row) => bytes(row.decodedBytes), isNumeric: true },
  { label: 'Protocol', value: (row) => row.protocol?.slice(0, 20) },
  { label: 'Status', value: (row) => row.status, isNumeric: true },
]

/** Shows the heaviest resources as a chart, and all of them in a table to sort and filter. */
@customElement('resource-list')
export class ResourceList extends LightElement {
  @property({ attribute: false }) rows: readonly ResourceRow[] = []
  @state() private by: ByResource = 'time'
  @state() private query = ''
  @state() private type = ''

  protected override render() {
    return html`${this.renderChart()}${this.renderTable()}`
  }

  private renderChart() {
    const question = this.by === 'time' ? 'Which resources took longest?' : 'Which resources are largest?'
    return html`<section>
      <header class="section-header">
        <h2>${question}</h2>
        ${switchOf<ByResource>(
          'Show by',
          [
            ['time', 'Time'],
            ['size', 'Size'],
          ],
          this.by,
          (by) => this.showBy(by),
        )}
      </header>
      ${barChart(heaviestResources(this.rows, this.by), question)}
    </section>`
  }

  private renderTable() {
    const rows = this.filteredRows()
    const total = this.rows.reduce((sum, row) => sum + (row.transferredBytes ?? 0), 0)
    return html`<section>
      <h2>What did the page load?</h2>
      <p class="hint">
        ${formatNumber(this.rows.length)} resources, ${quantityText(byteQuantity(total))} transferred. Servers of other
        origins may hide sizes; they then count 0.
      </p>
      <div class="toolbar">
        <input
          type="search"
          placeholder="Filter addresses"
          aria-label="Filter resources by address"
          .value=${this.query}
          @input=${this.filterByText}
        />
        <select aria-label="Filter resources by type" @change=${this.filterByType}>
          <option value="">All types</option>
          ${this.types().map((type) => html`<option value=${type}>${type}</option>`)}
        </select>
        <span role="status">${this.isFiltered ? `${formatNumber(rows.length)} match` : ''}</span>
      </div>
      <data-table
        label="Resources"
        .columns=${columns}
        .rows=${rows}
        empty=${this.isFiltered ? 'No resource matches this filter' : 'No resources were recorded'}
      ></data-table>
    </section>`
  }

  private get isFiltered(): boolean {
    return this.query !== '' || this.type !== ''
  }

  private types(): string[] {
    return [...new Set(this.rows.map((row) => row.type.slice(0, 40)))].sort().slice(0, 100)
  }

  private filteredRows(): readonly ResourceRow[] {
    if (!this.isFiltered) return this.rows
    const query = this.query.toLowerCase()
    return this.rows.filter(
      (row) => row.url.toLowerCase().includes(query) && (this.type === '' || row.type.startsWith(this.type)),
    )
  }

  private showBy(by: ByResource): void {
    this.by = by
  }

  private filterByText(event: Event): void {
    this.query = (event.target as HTMLInputElement).value
  }

  private filterByType(event: Event): void {
    this.type = (event.target as HTMLSelectElement).value
  }
}
