import { html, svg } from 'lit'
import '../../../ui/table/data-table.ts'
import type { Column } from '../../../ui/table/data-table.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { term } from '../../../ui/text/term.ts'
import { durationQuantity, quantityText } from '../../../words/quantity.ts'
import type { NavigationPhase } from './navigation-phases.ts'
import './navigation-waterfall.css'

const time = (ms: number) => quantity(durationQuantity(ms))

const columns: readonly Column<NavigationPhase>[] = [
  { label: 'Phase', value: ({ name }) => name, isWide: true },
  { label: 'Start', value: ({ startMs }) => startMs, render: ({ startMs }) => time(startMs), isNumeric: true },
  { label: 'End', value: ({ endMs }) => endMs, render: ({ endMs }) => time(endMs), isNumeric: true },
  {
    label: 'Time',
    value: ({ startMs, endMs }) => endMs - startMs,
    render: ({ startMs, endMs }) => time(endMs - startMs),
    isNumeric: true,
  },
]

/** Shows each phase of loading the page as a bar from its start to its end, with a table. */
export function navigationWaterfall(phases: readonly NavigationPhase[]) {
  const totalMs = Math.max(...phases.map(({ endMs }) => endMs))
  return html`<ol class="waterfall">
      ${phases.map(
        ({ name, meaning, startMs, endMs }) => html`<li>
          ${term(name, meaning)} ${bar((startMs / totalMs) * 100, ((endMs - startMs) / totalMs) * 100)}
          <span class="time" title="from ${quantityText(durationQuantity(startMs))}">${time(endMs - startMs)}</span>
        </li>`,
      )}
    </ol>
    <p class="axis hint"><span>0</span><span>${time(totalMs)} since the navigation began</span></p>
    <details class="behind">
      <summary>As a table</summary>
      <data-table label="Navigation phases" .columns=${columns} .rows=${phases}></data-table>
    </details>`
}

/** Draws a bar at least half a percent wide, so that a short phase is visible. */
function bar(start: number, width: number) {
  return html`<svg class="bar" aria-hidden="true" width="100%" height="16">
    ${svg`<rect class="track" width="100%" height="16" rx="3" />
    <rect x="${Math.min(start, 99.5)}%" width="${Math.max(width, 0.5)}%" height="16" rx="3" />`}
  </svg>`
}
