import { html, nothing } from 'lit'
import { asObject, asText } from '../../api/readers.ts'
import { urlText } from '../../ui/text/url-text.ts'
import { formatDateTime, parseTime } from '../../words/time.ts'
import type { ReportData } from '../report/report-data.ts'

/** One of the two sides of a comparison. */
export interface Compared {
  /** "Submission 62" or "This browser". */
  name: string
  /** Address of its own page, if it has one. */
  href?: string
  receivedAt?: string | null
  data: ReportData
}

/** Describes one of the two sides; `change` asks for another. */
export function comparedSide({ name, href, receivedAt, data }: Compared, change: () => void) {
  const time = parseTime(receivedAt)
  const url = asText(asObject(data['page'])['url'])
  return html`<p class="side-name">
      ${href ? html`<a href=${href}>${name}</a>` : html`<strong>${name}</strong>`}
      <button type="button" class="link" @click=${change}>Change</button>
    </p>
    <p class="hint">${href ? (time ? formatDateTime(time) : 'at an unknown time') : 'as it is now, without performance; nothing is sent'}</p>
    ${href && url ? html`<p class="hint">${urlText(url)}</p>` : nothing}`
}
