import { html, nothing, svg } from 'lit'
import { quantity } from '../../ui/text/quantity.ts'
import { term } from '../../ui/text/term.ts'
import { durationQuantity, formatNumber } from '../../words/quantity.ts'
import type { TimedPhase } from './explain-vital.ts'
import './phase-bar.css'

/** Shows the phases of a vital as parts of one bar, each with its name and time below. */
export function phaseBar(phases: readonly TimedPhase[]) {
  const total = phases.reduce((sum, { ms }) => sum + ms, 0)
  let start = 0
  return html`<div class="phase-bar">
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      ${phases.map(({ ms }, index) => {
        const share = total === 0 ? 0 : ms / total
        const part = svg`<rect class="phase-${index}" x=${start} width=${share} height="1" />`
        start += share
        return part
      })}
    </svg>
    <ul>
      ${phases.map((phase, index) =>
        phase.ms === 0
          ? nothing
          : html`<li>
          <span class="swatch phase-${index}" aria-hidden="true"></span>${term(phase.label, html`${phase.meaning} ${phase.advice}`)}
          ${quantity(durationQuantity(phase.ms))}
          <span class="absent">${total === 0 ? '' : `${formatNumber((phase.ms / total) * 100)} %`}</span>
        </li>`,
      )}
    </ul>
  </div>`
}
