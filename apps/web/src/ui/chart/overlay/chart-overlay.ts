import type { Chart } from 'chart.js'
import { nothing, svg } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { LightElement } from '../../light-element.ts'
import { type ChartMark, type DrawnChart, dragPx } from '../drawn-chart.ts'
import { placeMarks } from './place-marks.ts'
import { bucketAt, bucketEdge } from './time-scale.ts'

/** Two buckets, in the order they were chosen in. */
interface Selection {
  anchor: number
  end: number
}

/**
 * Lies over a chart over time: shows a crosshair and marks, and selects a part of the time, by a drag or by keys. Its
 * lines are SVG, since the policy forbids style attributes.
 *
 * @fires zoom - as `chart-canvas` describes it
 * @fires pick - as `chart-canvas` describes it
 */
@customElement('chart-overlay')
export class ChartOverlay extends LightElement {
  @property({ attribute: false }) drawn?: DrawnChart
  @property({ attribute: false }) marks: readonly ChartMark[] = []
  /** Bucket under the crosshair. */
  @state() private at?: number
  @state() private selection?: Selection
  private pressed?: { x: number; bucket: number }
  private canvas?: HTMLCanvasElement
  private listening?: AbortController

  override connectedCallback(): void {
    super.connectedCallback()
    const canvas = this.parentElement?.querySelector('canvas')
    if (!canvas) return
    this.canvas = canvas
    this.listening = new AbortController()
    const { signal } = this.listening
    canvas.addEventListener('pointerdown', this.onPress, { signal })
    canvas.addEventListener('pointermove', this.onMove, { signal })
    canvas.addEventListener('pointerup', this.onRelease, { signal })
    canvas.addEventListener('pointercancel', this.clear, { signal })
    canvas.addEventListener('pointerleave', this.onLeave, { signal })
    canvas.addEventListener('keydown', this.onKey, { signal })
    canvas.addEventListener('blur', this.clear, { signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.listening?.abort()
  }

  protected override render() {
    const chart = this.drawn?.chart
    if (!chart?.chartArea) return nothing
    const { left, top, bottom } = chart.chartArea
    const middle = this.at === undefined ? 0 : (bucketEdge(chart, this.at) + bucketEdge(chart, this.at + 1)) / 2
    return svg`<svg width=${chart.width} height=${chart.height}>
      ${placeMarks(chart, this.marks).map(({ x, labelX, label, href, name, isEnd }) => {
        return svg`<line class="mark" x1=${x} x2=${x} y1=${top - 14} y2=${bottom}></line>
          ${
            label === ''
              ? nothing
              : svg`<a href=${href} aria-label=${name}><text x=${labelX} y=${top - 6} text-anchor=${isEnd ? 'end' : 'start'}>${label}</text></a>`
          }`
      })}
      ${
        this.at === undefined
          ? nothing
          : svg`<line class="crosshair" x1=${middle} x2=${middle} y1=${top} y2=${bottom}></line>`
      }
      ${this.selection ? this.renderSelection(chart, this.selection, { left, top, bottom }) : nothing}
    </svg>`
  }

  private renderSelection(
    chart: Chart,
    selection: Selection,
    { left, top, bottom }: { left: number; top: number; bottom: number },
  ) {
    const [first, last] = ordered(selection)
    const from = Math.max(left, bucketEdge(chart, first))
    const to = bucketEdge(chart, last + 1)
    const isRight = (from + to) / 2 > chart.width / 2
    return svg`<rect class="selection" x=${from} y=${top} width=${Math.max(1, to - from)} height=${bottom - top}></rect>
      <text x=${isRight ? to - 6 : from + 6} y=${top + 16} text-anchor=${isRight ? 'end' : 'start'}>${this.words(chart, selection)}</text>`
  }

  private words(chart: Chart, selection: Selection): string {
    const [first, last] = ordered(selection)
    const title = (index: number) => titleOf(chart, index)
    return first === last ? title(first) : `${title(first)} to ${title(last)}`
  }

  private readonly onPress = ({ button, clientX, offsetX }: PointerEvent) => {
    const chart = this.drawn?.chart
    if (button !== 0 || !chart) return
    this.selection = undefined
    this.pressed = { x: clientX, bucket: bucketAt(chart, offsetX) }
  }

  private readonly onMove = ({ clientX, offsetX, pointerId }: PointerEvent) => {
    const chart = this.drawn?.chart
    if (!chart) return
    this.at = bucketAt(chart, offsetX)
    if (!this.pressed) return
    if (!this.selection && Math.abs(clientX - this.pressed.x) <= dragPx) return
    this.canvas?.setPointerCapture(pointerId)
    this.selection = { anchor: this.pressed.bucket, end: this.at }
  }

  private readonly onRelease = () => {
    this.pressed = undefined
    this.zoom()
  }

  private readonly onLeave = () => {
    if (!this.pressed) this.at = undefined
  }

  private readonly clear = () => {
    this.pressed = undefined
    this.selection = undefined
    this.at = undefined
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const chart = this.drawn?.chart
    if (!chart || event.ctrlKey || event.metaKey || event.altKey) return
    const last = (chart.data.labels?.length ?? 1) - 1
    const here = this.at ?? last
    const targets: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last }
    const target = targets[event.key]
    if (target !== undefined) this.moveTo(chart, Math.min(last, Math.max(0, target)), event.shiftKey)
    else if (event.key === 'Enter' && this.selection) this.zoom()
    else if (event.key === 'Enter' && this.at !== undefined) this.tell('pick', this.at)
    else if (event.key === 'Escape' && (this.selection || this.pressed)) this.clear()
    else return
    event.preventDefault()
  }

  private moveTo(chart: Chart, target: number, isSelecting: boolean): void {
    this.selection = isSelecting ? { anchor: this.selection?.anchor ?? this.at ?? target, end: target } : undefined
    this.at = target
    const elements = chart.getSortedVisibleDatasetMetas().map(({ index }) => ({ datasetIndex: index, index: target }))
    chart.setActiveElements(elements)
    chart.tooltip?.setActiveElements(elements, { x: bucketEdge(chart, target), y: chart.chartArea.top })
    chart.update()
    const values = chart.tooltip?.body.flatMap(({ lines }) => lines).join(', ') ?? ''
    const selected = this.selection ? `, ${this.words(chart, this.selection)} selected` : ''
    this.canvas?.setAttribute('aria-valuenow', String(target + 1))
    this.canvas?.setAttribute('aria-valuetext', `${titleOf(chart, target)}: ${values}${selected}`)
  }

  private zoom(): void {
    if (!this.selection) return
    const detail = ordered(this.selection)
    this.clear()
    this.tell('zoom', detail)
  }

  private tell(name: 'pick' | 'zoom', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }))
  }
}

function ordered({ anchor, end }: Selection): [first: number, last: number] {
  return anchor < end ? [anchor, end] : [end, anchor]
}

/** Returns the time of a bucket in words, which are those of its tooltip. */
function titleOf(chart: Chart, dataIndex: number): string {
  const title = chart.options.plugins?.tooltip?.callbacks?.title as
    | ((items: { dataIndex: number }[]) => string)
    | undefined
  return title?.([{ dataIndex }]) ?? ''
}
