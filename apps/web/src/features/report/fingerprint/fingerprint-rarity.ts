import type { FingerprintAnswer } from '@collector/schema'
import { html } from 'lit'
import { quantity } from '../../../ui/text/quantity.ts'
import { term } from '../../../ui/text/term.ts'
import { formatCount, formatNumber } from '../../../words/quantity.ts'

/** Returns "1 in 312" of the page views that have any. */
export function oneIn({ count, total }: { count: number; total: number }): string {
  const others = total / count
  return `1 in ${formatNumber(others, others < 10 ? 1 : 0)}`
}

/** Shows how rare a fingerprint is among the stored page views. */
export function fingerprintRarity({ count, total, bits }: FingerprintAnswer) {
  return html`<section>
    <h2>How rare is it?</h2>
    <ul class="tiles rarity">
      <li class="tile">
        <p class="label">Device fingerprint</p>
        <p class="value">${oneIn({ count, total })}</p>
        <p class="detail">
          ${count === 1 ? 'no other page view has it' : `${formatNumber(count)} page views have it`}
        </p>
      </li>
      <li class="tile">
        ${term('Entropy', 'Identifying information: each bit halves the number of candidates. 10 bits are 1 in 1,024; 33 bits are enough to identify anyone on earth.')}
        <p class="value">${quantity({ value: formatNumber(bits, 1), unit: bits === 1 ? 'bit' : 'bits' })}</p>
        <p class="detail">among ${formatCount(total, 'page view')} with a fingerprint</p>
      </li>
    </ul>
  </section>`
}
