import { html, svg } from 'lit'
import './sparkline.css'

/** Shows a series as bars of the text's height. `label` describes it for screen readers. */
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
      // a value above zero is always visible
      const height = value === 0 ? 0 : Math.max(0.08, value / largest)
      return svg`<rect x=${index + 0.08} y=${1 - height} width="0.84" height=${height} />`
    })}
  </svg>`
}
