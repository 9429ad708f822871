import { html, svg } from 'lit'
import './sparkline.css'

/** Bars as small as text: a series at a glance. `label` describes it for screen readers. */
export function sparkline(values: readonly number[], label: string) {
  const largest = Math.max(1, ...values)
  return html`<svg
    class="sparkline"
    viewBox="0 0 ${Math.max(1, values.length)} 1"
    preserveAspectRatio="none"
    role="img"
    aria-label=${label}
  >
    ${values.map((value, index) => {
      // what is there is seen, however little it is
      const height = value === 0 ? 0 : Math.max(0.08, value / largest)
      return svg`<rect x=${index + 0.08} y=${1 - height} width="0.84" height=${height} />`
    })}
  </svg>`
}
