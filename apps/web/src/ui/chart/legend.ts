import { html, svg } from 'lit'
import './legend.css'

/** A line of a chart, as its legend shows it. */
export interface LegendLine {
  name: string
  width: number
  /** Lengths of dashes and gaps in pixels; absent: solid. */
  dash?: readonly number[]
  isMuted?: boolean
}

/** Explains the lines of a chart by their look. */
export function legend(lines: readonly LegendLine[]) {
  return html`<ul class="chart-legend" aria-label="Lines">
    ${lines.map(
      ({ name, width, dash, isMuted }) => html`<li>
        <svg width="28" height="8" class=${isMuted ? 'muted' : ''} aria-hidden="true">
          ${svg`<line x1="0" x2="28" y1="4" y2="4" stroke-width=${width} stroke-dasharray=${dash?.join(' ') ?? 'none'} />`}
        </svg>
        ${name}
      </li>`,
    )}
  </ul>`
}
