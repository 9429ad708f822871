import type { Frame, SubmissionErrorsAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/text/folded-text.ts'
import { asArray, asNumber, asText, isObject, ownMember, type PlainObject } from '../../../api/readers.ts'
import { withBase } from '../../../router/base-path.ts'
import { formatNumber } from '../../../words/quantity.ts'
import { readableJson } from '../../../words/readable-json.ts'
import { formatTimeOfDay, parseTime } from '../../../words/time.ts'
import { shortUrl } from '../../../words/url.ts'
import { errorKinds } from '../../errors/error-words.ts'
import { sentStack } from '../../errors/sent-stack.ts'
import { breadcrumbTimeline } from './breadcrumb-timeline.ts'
import './error-list.css'

/** Number of errors shown; the rest is in Raw Data. */
const shownErrors = 100

type StoredError = SubmissionErrorsAnswer['items'][number]

/** Errors with their groups and frames, by their places among the errors that were sent. */
export type StoredErrors = ReadonlyMap<number, StoredError>

/** Lists errors in the order they occurred, each with its stack and a link to its group. */
export function errorList(errors: unknown, pageUrl: string | undefined, stored: StoredErrors | undefined) {
  const all = asArray(errors)
  return html`<ol class="errors">
      ${all.slice(0, shownErrors).map((error, ordinal) => errorItem(error, pageUrl, stored?.get(ordinal)))}
    </ol>
    ${
      all.length > shownErrors ? html`<p>${formatNumber(all.length - shownErrors)} more are in Raw Data.</p>` : nothing
    }`
}

function errorItem(error: unknown, pageUrl: string | undefined, stored: StoredError | undefined) {
  if (!isObject(error)) {
    return html`<li class="odd"><folded-text .text=${asText(error) ?? readableJson(error)}></folded-text></li>`
  }
  const type = asText(error['type']) ?? 'error'
  const kind = ownMember<string>(errorKinds, type) ?? type.slice(0, 40)
  const message = asText(error['message']) ?? 'no message'
  const name = asText(error['name'])
  const count = asNumber(error['count']) ?? 1
  const time = parseTime(error['timestamp'])
  const title = name && !message.startsWith(name) ? `${name}: ${message}` : message
  return html`<li>
    <details>
      <summary>
        <span class="kind">${kind}</span>
        <span class="message">${title.slice(0, 300)}</span>
        ${count > 1 ? html`<span class="count">× ${formatNumber(count)}</span>` : nothing}
        ${time ? html`<time datetime=${time.toISOString()}>${formatTimeOfDay(time)}</time>` : nothing}
      </summary>
      ${title.length > 300 ? html`<p><folded-text .text=${title}></folded-text></p>` : nothing}
      ${
        // the report of a visitor's own browser knows no groups: only who signed in may open them
        stored ? html`<p><a href=${withBase(`/errors/${stored.groupKey}`)}>Who else has this error?</a></p>` : nothing
      }
      ${errorDetails(error, pageUrl, stored?.frames)}
    </details>
  </li>`
}

/** Shows the location of an error, its stack and its causes. */
export function errorDetails(error: PlainObject, pageUrl: string | undefined, frames: readonly Frame[] | undefined) {
  return html`<p class="place">${place(error, pageUrl)}</p>
    ${frames ? html`<error-stack .error=${error} .frames=${frames}></error-stack>` : sentStack(asText(error['stack']))}
    ${causes(error)} ${breadcrumbTimeline(error)}`
}

function place(error: PlainObject, pageUrl: string | undefined) {
  const source = asText(error['source'])
  if (source === undefined) return absent('Location unknown')
  const line = asNumber(error['lineno'])
  const column = asNumber(error['colno'])
  const where = line === undefined ? '' : column === undefined ? `:${line}` : `:${line}:${column}`
  return html`<folded-text .text=${`${shortUrl(source, pageUrl)}${where}`}></folded-text>`
}

function causes(error: PlainObject) {
  const chain = asArray(error['cause']).flatMap((cause) => asText(cause) ?? [])
  return chain.map((cause) => html`<p>Caused by <folded-text .text=${cause}></folded-text></p>`)
}
