import type { AlertChannel, AlertEvent } from '@collector/schema'
import { html, nothing } from 'lit'
import { mark } from '../../ui/text/mark.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'

const deliveryWords = {
  pending: 'waiting',
  sending: 'being sent',
  sent: 'sent',
  summarized: 'sent in a summary',
  failed: 'not sent',
} as const

/** Shows what the rules found, the latest first. */
export function eventList(events: readonly AlertEvent[], channels: readonly AlertChannel[]) {
  if (events.length === 0) {
    return html`<p class="hint">Nothing was found yet. Alerts appear here when a rule below opens one.</p>`
  }
  const names = new Map(channels.map(({ id, name }) => [id, name]))
  return html`<ol class="alert-events">
    ${events.map((event) => eventItem(event, names))}
  </ol>`
}

function eventItem({ title, text, url, openedAt, closedAt, deliveries }: AlertEvent, names: Map<number, string>) {
  return html`<li>
    <h3>
      ${mark(closedAt === null ? 'poor' : 'good')} <span>${closedAt === null ? 'Open' : 'Over'}</span>
      <a href=${ownAddress(url)}>${title}</a>
    </h3>
    <p class="text">${text}</p>
    <p class="hint">
      Began ${timeAgo(openedAt)}
      ${closedAt === null ? nothing : html`, over ${timeAgo(closedAt)}`}
      ${deliveries
        .filter(({ event }) => event === 'opened')
        .map(
          ({ channelId, state, error }) =>
            html` · ${names.get(channelId) ?? 'a channel'}: ${deliveryWords[state]}${error ? html` (${error})` : nothing}`,
        )}
      ${deliveries.length === 0 ? html` · sent to nobody` : nothing}
    </p>
  </li>`
}

/** The view in this dashboard: messages hold the address at which others reach it. */
function ownAddress(url: string): string {
  const { pathname, search } = new URL(url, location.href)
  return pathname + search
}
