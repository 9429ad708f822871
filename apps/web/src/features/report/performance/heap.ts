import { html } from 'lit'
import { asAmount, asObject, type PlainObject } from '../../../api/readers.ts'
import { absent } from '../../../ui/text/absent.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { byteQuantity } from '../../../words/quantity.ts'

const parts = [
  ['Used', 'usedJSHeapSize'],
  ['Allocated', 'totalJSHeapSize'],
  ['Limit', 'jsHeapSizeLimit'],
] as const

/** Shows the memory of the page's scripts; `missing` in place of what is unknown. */
export function heap(performance: PlainObject, missing: string) {
  const memory = asObject(performance['memory'])
  return html`<ul class="tiles">
    ${parts.map(([label, field]) => {
      const bytes = asAmount(memory[field])
      return html`<li class="tile">
        <p class="label">${label}</p>
        <p class="value">${bytes === undefined ? absent('–') : quantity(byteQuantity(bytes))}</p>
        ${bytes === undefined ? html`<p class="detail">${absent(missing)}</p>` : ''}
      </li>`
    })}
  </ul>`
}
