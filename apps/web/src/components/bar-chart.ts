import type { Chart } from 'chart.js'
import { html } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { barConfig } from '../charts/bar-config.ts'
import type { Bars } from '../charts/heaviest-resources.ts'
import { LightElement } from './light-element.ts'
import './bar-chart.css'

/** Horizontal bars. The only element that knows the chart library, which is loaded when the first one is shown. */
@customElement('bar-chart')
export class BarChart extends LightElement {
  @property({ attribute: false }) bars: Bars = { unit: '', axis: '', bars: [] }
  @property() label = ''
  private chart?: Chart<'bar'>
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
    const { bars, unit } = this.bars
    const spoken = bars.map(({ label, value }) => `${label} ${Math.round(value)} ${unit}`).join(', ')
    return html`<div class="canvas-box">
      <canvas role="img" aria-label=${`${this.label} ${spoken || 'Nothing to show'}`}></canvas>
      <p class="empty" ?hidden=${bars.length > 0}>Nothing to show</p>
    </div>`
  }

  protected override updated(): void {
    void this.draw()
  }

  private readonly redraw = () => {
    this.chart?.destroy()
    this.chart = undefined
    void this.draw()
  }

  private async draw(): Promise<void> {
    const { Chart } = await import('../charts/chart-js.ts')
    const canvas = this.querySelector('canvas')
    if (!canvas || !this.isConnected) return
    const { type, data, options } = barConfig(this.bars, this.colors())
    if (this.chart) {
      this.chart.data = data
      this.chart.options = options ?? {}
      this.chart.update()
    } else {
      this.chart = new Chart(canvas, { type, data, options })
    }
  }

  private colors() {
    const style = getComputedStyle(this)
    const color = (name: string) => style.getPropertyValue(name).trim()
    return {
      bar: color('--pico-primary'),
      text: color('--pico-muted-color'),
      grid: color('--pico-muted-border-color'),
      fontFamily: style.fontFamily,
    }
  }
}
