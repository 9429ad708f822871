import { html, svg, type TemplateResult } from 'lit'
import type { Tone } from './tone.ts'
import './mark.css'

const shapes = {
  good: svg`<circle cx="6" cy="6" r="5.5" />`,
  fair: svg`<rect x="1" y="1" width="10" height="10" />`,
  poor: svg`<path d="M6 .5 11.8 11H.2Z" />`,
  info: svg`<path d="M6 .2 11.8 6 6 11.8 .2 6Z" />`,
  absent: svg`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 1.6" />`,
} satisfies Record<Tone, TemplateResult>

/** Shows the shape and colour of a tone; callers add its word. */
export function mark(tone: Tone) {
  return html`<svg class="mark tone-${tone}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    ${shapes[tone]}
  </svg>`
}
