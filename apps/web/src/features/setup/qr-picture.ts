import { toSvgPath } from 'lean-qr/extras/svg'
import { generate } from 'lean-qr/nano'
import { svg } from 'lit'

/** Modules of free space that readers need around the code: ISO/IEC 18004. */
const quietZone = 4

/** Draws a text as a QR code, dark on light in every colour scheme, as readers expect it. */
export function qrPicture(text: string) {
  const code = generate(text)
  const size = code.size + 2 * quietZone
  return svg`<svg class="qr-code" role="img" aria-label="QR code of the link" viewBox="${-quietZone} ${-quietZone} ${size} ${size}">
    <rect x=${-quietZone} y=${-quietZone} width=${size} height=${size} fill="#fff"></rect>
    <path d=${toSvgPath(code)} fill="#000"></path>
  </svg>`
}
