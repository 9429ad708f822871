import { html, nothing } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { urlText } from '../../ui/text/url-text.ts'
import { webAddress } from './explain-vital.ts'

interface Subject {
  target?: string | null | undefined
  url?: string | null | undefined
  eventType?: string | null | undefined
}

const eventWords: Readonly<Record<string, string>> = { pointer: 'click or tap', keyboard: 'key press' }

/** Names the element of a reason by its selector, with the kind of interaction and a link to its image. */
export function reasonSubject({ target, url, eventType }: Subject) {
  const href = webAddress(url)
  return html`<span class="reason-subject"
    >${target ? html`<code>${target}</code>` : absent('unknown element')}${
      eventType ? html` <span class="absent">${eventWords[eventType] ?? eventType}</span>` : nothing
    }${href ? html` <a href=${href} target="_blank" rel="noreferrer">${urlText(href)}</a>` : nothing}</span
  >`
}

interface ReasonScript {
  /** Host and path. */
  place: string | undefined
  function: string | undefined
  isThirdParty?: boolean | undefined
}

/** Names a script by its function, host and path. */
export function reasonScript({ place, function: name, isThirdParty }: ReasonScript) {
  return html`<span class="reason-script"
    >${name ? html`<code>${name}</code>` : absent('unnamed function')}${
      place ? html` in ${urlText(place)}` : nothing
    }${isThirdParty ? html` <span class="absent">third party</span>` : nothing}</span
  >`
}
