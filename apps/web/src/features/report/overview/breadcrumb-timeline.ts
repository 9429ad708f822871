import { html, nothing } from 'lit'
import { asArray, asNumber, asObject, asText, isObject, ownMember, type PlainObject } from '../../../api/readers.ts'
import '../../../ui/text/folded-text.ts'
import { formatTimeOfDay, parseTime } from '../../../words/time.ts'
import './breadcrumb-timeline.css'

const maxShown = 50

/** Words for the types that the SDK records by itself; others are shown as the site calls them. */
const breadcrumbWords = {
  navigation: 'Opened',
  click: 'Clicked',
  request: 'Request failed',
  visibility: 'Page became',
  network: 'Network went',
  'long-frame': 'Long frame',
} as const

/** Shows what happened before an error, in order, with the error at its end; nothing where nothing is known. */
export function breadcrumbTimeline(error: PlainObject) {
  const sorted = breadcrumbsOf(error)
  if (sorted.length === 0) return nothing
  return html`<p class="breadcrumbs-title">What happened before</p>
    <ol class="breadcrumbs" aria-label="What happened before">
      ${sorted.map(breadcrumbItem)}
      <li class="end">
        ${timeText(error)}
        <span class="type">This error</span>
        <span class="told"><folded-text .text=${asText(error['message']) ?? 'no message'} limit="200"></folded-text></span>
      </li>
    </ol>`
}

/** Returns the same as lines of text: "10:00:01 Clicked button#pay". */
export function breadcrumbLines(error: PlainObject): string[] {
  return breadcrumbsOf(error).map((breadcrumb) => {
    const { timestamp, message } = breadcrumb
    const time = parseTime(timestamp)?.toISOString().slice(11, 19) ?? '–'
    return `${time} ${typeWord(breadcrumb)} ${(asText(message) ?? '').replaceAll('\n', ' ').slice(0, 200)}`
  })
}

function breadcrumbsOf(error: PlainObject): PlainObject[] {
  const breadcrumbs = asArray(error['breadcrumbs']).filter(isObject).slice(-maxShown)
  return breadcrumbs.toSorted((a, b) => timeOf(a) - timeOf(b))
}

function typeWord({ type }: PlainObject): string {
  const text = asText(type) ?? 'event'
  return ownMember<string>(breadcrumbWords, text) ?? text.slice(0, 40)
}

function breadcrumbItem(breadcrumb: PlainObject) {
  const type = asText(breadcrumb['type']) ?? 'event'
  const data = breadcrumb['data']
  return html`<li>
    ${timeText(breadcrumb)}
    <span class="type">${typeWord(breadcrumb)}</span>
    <span class="told">
      <folded-text .text=${asText(breadcrumb['message']) ?? ''} limit="200"></folded-text>
      ${isOwn(type) || !isObject(data) ? details(type, asObject(data)) : html`<folded-text class="absent" .text=${JSON.stringify(data)} limit="200"></folded-text>`}
    </span>
  </li>`
}

/** Initiator and duration of a request, which its message leaves out. */
function details(type: string, data: PlainObject) {
  const durationMs = asNumber(data['durationMs'])
  return type === 'request' && durationMs !== undefined
    ? html`<span class="absent">${asText(data['initiator']) ?? ''} after ${Math.round(durationMs)} ms</span>`
    : nothing
}

function isOwn(type: string): boolean {
  return Object.hasOwn(breadcrumbWords, type)
}

/** A breadcrumb without a time stays where it is: at the beginning. */
function timeOf(breadcrumb: PlainObject): number {
  return parseTime(breadcrumb['timestamp'])?.getTime() ?? 0
}

function timeText(of: PlainObject) {
  const time = parseTime(of['timestamp'])
  return html`<time datetime=${time?.toISOString() ?? nothing}>${time ? formatTimeOfDay(time) : '–'}</time>`
}
