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
  const breadcrumbs = asArray(error['breadcrumbs']).filter(isObject).slice(-maxShown)
  if (breadcrumbs.length === 0) return nothing
  const sorted = breadcrumbs.toSorted((a, b) => timeOf(a) - timeOf(b))
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

function breadcrumbItem(breadcrumb: PlainObject) {
  const type = asText(breadcrumb['type']) ?? 'event'
  const data = breadcrumb['data']
  return html`<li>
    ${timeText(breadcrumb)}
    <span class="type">${ownMember<string>(breadcrumbWords, type) ?? type.slice(0, 40)}</span>
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
