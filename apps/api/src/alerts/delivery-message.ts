import type { Filters } from '@collector/schema'
import { formatCount } from '@collector/schema/catalogue'
import type { Selectable } from 'kysely'
import type { AlertDeliveriesTable, AlertEventsTable, AlertRulesTable } from '../storage/tables/alerts.ts'
import type { Message } from './message.ts'

/** Maximum messages an hour to one channel: mail servers and chats block senders of more. */
export const maxPerHour = 60

type Event = Selectable<AlertEventsTable>
type RuleRow = Selectable<AlertRulesTable>

/** A delivery that is due, with its event and its rule. */
export interface Due
  extends Pick<Selectable<AlertDeliveriesTable>, 'eventId' | 'event' | 'attempts'>,
    Pick<
      Event,
      'openedAt' | 'closedAt' | 'windowFrom' | 'windowTo' | 'title' | 'text' | 'path' | 'value' | 'threshold'
    >,
    Pick<RuleRow, 'kind' | 'filters'> {
  ruleId: RuleRow['id']
  ruleName: RuleRow['name']
}

/** The message of one delivery. */
export function messageOf(due: Due, publicUrl: string | undefined, now: Date): Message {
  const isOver = due.event === 'closed'
  return {
    id: `alert-${due.eventId}-${due.event}`,
    event: due.event,
    rule: { id: due.ruleId, name: due.ruleName, kind: due.kind },
    title: isOver ? `Over: ${due.title}` : due.title,
    text: isOver ? `Over after ${minutesBetween(due.openedAt, due.closedAt ?? now)}.` : due.text,
    url: publicUrl && publicUrl + due.path,
    value: due.value,
    threshold: due.threshold,
    window: { from: due.windowFrom.toISOString(), to: due.windowTo.toISOString() },
    filters: JSON.parse(due.filters) as Filters,
    at: (isOver ? (due.closedAt ?? now) : due.openedAt).toISOString(),
  }
}

/** Returns the summary of the messages beyond the hourly limit. */
export function summaryOf(dues: Due[], publicUrl: string | undefined, now: Date): Message {
  const [first] = dues as [Due]
  return {
    id: `alert-${first.eventId}-${first.event}-and-more`,
    event: 'opened',
    rule: null,
    title: `${formatCount(dues.length, 'more alert')}`,
    text: `More than ${maxPerHour} messages an hour are not sent. The page Alerts lists all of them.`,
    url: publicUrl && `${publicUrl}/alerts`,
    value: dues.length,
    threshold: maxPerHour,
    window: null,
    filters: {},
    at: now.toISOString(),
  }
}

function minutesBetween(from: Date, to: Date): string {
  return formatCount(Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000)), 'minute')
}
