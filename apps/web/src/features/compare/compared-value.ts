import { html, nothing } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import '../../ui/text/folded-text.ts'
import { jsonValue } from '../../ui/text/json-value.ts'
import { formatNumber } from '../../words/quantity.ts'
import { isRasterPicture } from '../report/fingerprint/raster-picture.ts'
import { isSimpleList } from './leaves.ts'
import { textDifference } from './text-difference.ts'

/** Number of shared characters shown on either side of a difference. */
const shownContext = 60
const longestMarked = 600

/** Shows one side of a row; parts that the other side lacks are marked. */
export function comparedValue(own: unknown, other: unknown) {
  if (own === undefined) return absent('missing')
  if (typeof own === 'string' && isRasterPicture(own)) return html`<img src=${own} alt="As this browser drew it" />`
  if (typeof own === 'string' && typeof other === 'string' && own !== other) return differingText(own, other)
  if (isSimpleList(own) && isSimpleList(other) && other.length > 0) return differingList(own, other)
  return jsonValue(own)
}

function differingText(own: string, other: string) {
  const { start, a, end } = textDifference(own, other)
  // texts with nothing in common are shown without marks
  if (start.length + end.length < 4) return jsonValue(own)
  const marked = a.slice(0, longestMarked)
  return html`<span class="text"
    >${start.length > shownContext ? `…${start.slice(-shownContext)}` : start}${marked ? html`<mark>${marked}</mark>` : nothing}${
      a.length > longestMarked ? `… (${formatNumber(a.length)} characters)` : ''
    }${end.length > shownContext ? `${end.slice(0, shownContext)}…` : end}</span
  >`
}

function differingList(own: readonly unknown[], other: readonly unknown[]) {
  const others = new Set(other)
  const only = own.filter((member) => !others.has(member))
  const shared = own.length - only.length
  if (only.length === 0) return html`${formatNumber(own.length)}, all in both`
  return html`${shared > 0 ? `${formatNumber(shared)} in both, and only here: ` : ''}<mark
      ><folded-text .text=${only.map(String).join(', ')} limit="300"></folded-text
    ></mark>`
}
