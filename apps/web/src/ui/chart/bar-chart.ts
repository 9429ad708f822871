import { html } from 'lit'
import { type Bars, barConfig } from './bar-config.ts'
import './chart-canvas.ts'

/** Shows horizontal bars; `label` is the question they answer. */
export function barChart(data: Bars, label: string) {
  const spoken = data.bars.map((bar) => `${bar.label} ${Math.round(bar.value)} ${data.unit}`).join(', ')
  return html`<chart-canvas .draw=${barConfig} .data=${data} label=${label} spoken=${spoken} .rows=${data.bars.length}></chart-canvas>`
}
