import type { Chart, ChartConfiguration } from 'chart.js'
import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { LightElement } from '../light-element.ts'
import { type ChartColors, chartColors } from './chart-colors.ts'
import './chart-canvas.css'

/**
 * Shows a chart. Only this element knows the chart library, which is loaded with the first chart.
 *
 * @fires pick - with the index of the point or bar that was clicked as its detail, where `pickable`
 */
@customElement('chart-canvas')
export class ChartCanvas<Data> extends LightElement {
  /** Makes the configuration of the chart from the data. */
  @property({ attribute: false }) draw!: (data: Data, colors: ChartColors) => unknown
  @property({ attribute: false }) data!: Data
  /** The question that the chart answers. */
  @property() label = ''
  /** The answer in words, for screen readers; empty if there is no data. */
  @property() spoken = ''
  @property({ type: Boolean }) pickable = false
  private chart?: Chart
  private readonly darkScheme = matchMedia('(prefers-color-scheme: dark)')

  override connectedCallback(): void {
    super.connectedCallback()
    this.darkScheme.addEventListener('change', this.redraw)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.darkScheme.removeEventListener('change', this.redraw)
    this.chart?.destroy()
    this.chart = undefined
  }

  protected override render() {
    return html`<div class="canvas-box">
      <canvas role="img" aria-label=${`${this.label} ${this.spoken || 'Nothing to show'}`}></canvas>
      <p class="empty" ?hidden=${this.spoken !== ''}>Nothing to show</p>
    </div>`
  }

  protected override updated(): void {
    void this.drawChart()
  }

  private readonly redraw = () => {
    this.chart?.destroy()
    this.chart = undefined
    void this.drawChart()
  }

  private async drawChart(): Promise<void> {
    const { Chart } = await import('./chart-js.ts')
    const canvas = this.querySelector('canvas')
    if (!canvas || !this.isConnected) return
    const config = this.draw(this.data, chartColors(this)) as ChartConfiguration
    const options = { ...config.options, onClick: this.onClick }
    if (this.chart) {
      this.chart.data = config.data
      this.chart.options = options
      this.chart.update()
    } else {
      this.chart = new Chart(canvas, { ...config, options })
    }
  }

  private readonly onClick = (_event: unknown, [element]: { index: number }[]) => {
    if (this.pickable && element) this.dispatchEvent(new CustomEvent('pick', { detail: element.index }))
  }
}
