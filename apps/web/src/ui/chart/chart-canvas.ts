import type { Chart, ChartConfiguration } from 'chart.js'
import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from '../light-element.ts'
import { type ChartColors, chartColors } from './chart-colors.ts'
import { type ChartMark, type DrawnChart, dragPx } from './drawn-chart.ts'
import './chart-canvas.css'

/** Paper is white, and narrower than a screen. */
const prints = ['beforeprint', 'afterprint']

/**
 * Shows a chart. Only this element and its overlay know the chart library, which is loaded with the first chart.
 *
 * @fires pick - with the index of the point or bar that was clicked as its detail, where `pickable`
 * @fires zoom - with the first and the last index of the selected buckets as its detail, where it has `steps`
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
  /** Number of buckets of a chart over time, which can be zoomed; 0 for other charts. */
  @property({ type: Number }) steps = 0
  @property({ attribute: false }) marks: readonly ChartMark[] = []
  /** Number of horizontal bars, which the height is for; 0 for other charts. */
  @property({ type: Number }) rows = 0
  @state() private drawn?: DrawnChart
  private pressedX = 0
  private readonly darkScheme = matchMedia('(prefers-color-scheme: dark)')

  override connectedCallback(): void {
    super.connectedCallback()
    this.darkScheme.addEventListener('change', this.redraw)
    for (const moment of prints) addEventListener(moment, this.redraw)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.darkScheme.removeEventListener('change', this.redraw)
    for (const moment of prints) removeEventListener(moment, this.redraw)
    this.drop()
  }

  protected override render() {
    const name = `${this.label} ${this.spoken || 'Nothing to show'}`
    const isTimed = this.steps > 0 && this.spoken !== ''
    return html`<div class="canvas-box" @pointerenter=${this.loadOverlay} @focusin=${this.loadOverlay}>
      ${
        isTimed
          ? html`<canvas
              role="slider"
              tabindex="0"
              aria-label="${name} Arrow keys move through time, with Shift they select, Enter zooms in."
              aria-valuemin="1"
              aria-valuemax=${this.steps}
              aria-valuenow=${this.steps}
              aria-valuetext=${this.spoken}
              @pointerdown=${this.onPress}
            ></canvas>`
          : html`<canvas role="img" aria-label=${name} @pointerdown=${this.onPress}></canvas>`
      }
      <p class="empty" ?hidden=${this.spoken !== ''}>Nothing to show</p>
      ${isTimed ? html`<chart-overlay .drawn=${this.drawn} .marks=${this.marks}></chart-overlay>` : nothing}
    </div>`
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.marks.length > 0) this.loadOverlay()
    const box = this.querySelector<HTMLElement>('.canvas-box')
    // by script, since the policy forbids style attributes; an axis and its title take two bars
    if (box && changed.has('rows')) box.style.height = this.rows > 0 ? `${this.rows * 1.6 + 3.5}rem` : ''
    if (changed.has('data') || changed.has('draw') || changed.has('spoken')) void this.drawChart()
  }

  /** Draws at once, since a print does not wait. */
  private readonly redraw = () => {
    const library = this.drawn?.chart.constructor as typeof Chart | undefined
    this.drop()
    if (library) this.drawWith(library)
  }

  private drop(): void {
    this.drawn?.chart.destroy()
    this.drawn = undefined
  }

  private async drawChart(): Promise<void> {
    const { Chart } = await import('./chart-js.ts')
    this.drawWith(Chart)
  }

  private drawWith(library: typeof Chart): void {
    const canvas = this.querySelector('canvas')
    if (!canvas || !this.isConnected) return
    const config = this.draw(this.data, chartColors(this)) as ChartConfiguration
    const options = { ...config.options, onClick: this.onClick, onResize: this.onResize }
    // a chart that had no data is on another canvas
    if (this.drawn && this.drawn.chart.canvas !== canvas) this.drop()
    let { chart } = this.drawn ?? {}
    if (chart) {
      chart.data = config.data
      chart.options = options
      chart.update()
    } else {
      chart = new library(canvas, { ...config, options })
    }
    this.drawn = { chart }
  }

  private readonly onResize = (chart: Chart) => {
    if (this.drawn) this.drawn = { chart }
  }

  private readonly onPress = (event: PointerEvent) => {
    this.pressedX = event.clientX
  }

  private readonly onClick = ({ native }: { native: Event | null }, [element]: { index: number }[]) => {
    const isDrag = native instanceof MouseEvent && Math.abs(native.clientX - this.pressedX) > dragPx
    if (this.pickable && element && !isDrag) this.dispatchEvent(new CustomEvent('pick', { detail: element.index }))
  }

  /** Loads the crosshair, the selection and the marks, which the first view of a chart does without. */
  private loadOverlay(): void {
    if (this.steps > 0) void import('./overlay/chart-overlay.ts')
  }
}
