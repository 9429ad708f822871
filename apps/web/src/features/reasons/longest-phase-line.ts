import { html, nothing } from 'lit'
import { durationQuantity, quantityText } from '../../words/quantity.ts'
import { longestPhase, type TimedPhase } from './explain-vital.ts'

/** Says which phase took longest, what happens in it, and, where it should be shorter, what to do. */
export function longestPhaseLine(phases: readonly TimedPhase[], { isGood }: { isGood: boolean }) {
  const longest = longestPhase(phases)
  if (!longest || longest.ms === 0) return nothing
  const time = quantityText(durationQuantity(longest.ms))
  const [what, meaning] =
    phases.length > 1
      ? [`${longest.label} took longest, ${time}.`, longest.meaning]
      : [`${longest.label} after ${time}.`, '']
  return html`<p class="longest-phase"><strong>${what}</strong> ${meaning} ${isGood ? nothing : longest.advice}</p>`
}
