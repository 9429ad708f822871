import type { AlertEventsAnswer, AlertEventsQuery } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'

/**
 * Lists a page of events, latest first, each with its deliveries.
 *
 * @throws RefusedError for an invalid cursor
 */
export async function listAlertEvents(
  db: Database,
  { ruleId, isOpen, limit, cursor }: AlertEventsQuery,
  publicUrl: string | undefined,
): Promise<AlertEventsAnswer> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new RefusedError(400, 'invalid cursor')
  const rows = await db
    .selectFrom('alertEvents')
    .selectAll()
    .$if(ruleId !== undefined, (query) => query.where('ruleId', '=', ruleId as number))
    .$if(isOpen !== undefined, (query) => query.where('closedAt', isOpen ? 'is' : 'is not', null))
    .$if(cursor !== undefined, (query) => query.where('id', '<', Number(cursor)))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const events = rows.slice(0, limit)
  const deliveries = await readDeliveries(
    db,
    events.map(({ id }) => id),
  )
  return {
    items: events.map(({ id, ruleId, openedAt, closedAt, title, text, path, value, threshold }) => ({
      id,
      ruleId,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      title,
      text,
      url: (publicUrl ?? '') + path,
      value,
      threshold,
      deliveries: deliveries.filter(({ eventId }) => eventId === id).map(({ eventId: _, ...delivery }) => delivery),
    })),
    nextCursor: rows.length > limit ? String(events.at(-1)?.id) : null,
  }
}

async function readDeliveries(db: Database, eventIds: number[]) {
  if (eventIds.length === 0) return []
  return db
    .selectFrom('alertDeliveries')
    .select(['eventId', 'channelId', 'event', 'state', 'attempts', 'error'])
    .where('eventId', 'in', eventIds)
    .orderBy('channelId')
    .orderBy('event', 'desc')
    .execute()
}
