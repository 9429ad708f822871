import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/storage/database.ts'

/** Adds a webhook without the checks of the API, as if its address had changed since. */
export async function addWebhook(db: Database, url: string): Promise<number> {
  const { id } = await db
    .insertInto('alertChannels')
    .values({ name: url, kind: 'webhook', config: JSON.stringify({ url }), lastError: null, lastSentAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Opens events whose messages to some channels are due; returns their delivery ids. */
export async function addDueAlerts(db: Database, channelIds: number[], count: number): Promise<string[]> {
  if (count <= 0) return []
  const { id: ruleId } = await db.selectFrom('alertRules').select('id').limit(1).executeTakeFirstOrThrow()
  const at = new Date()
  const opened = { openedAt: at, closedAt: null, windowFrom: at, windowTo: at }
  const said = { title: 'An event', text: '', path: '/errors', value: 1, threshold: null }
  const events = await db
    .insertInto('alertEvents')
    .values(Array.from({ length: count }, () => ({ ruleId, subject: randomUUID(), ...opened, ...said })))
    .returning('id')
    .execute()
  const due = { event: 'opened', state: 'pending', dueAt: at, sentAt: null, error: null } as const
  await db
    .insertInto('alertDeliveries')
    .values(channelIds.flatMap((channelId) => events.map(({ id: eventId }) => ({ eventId, channelId, ...due }))))
    .execute()
  return events.map(({ id }) => `alert-${id}-opened`)
}
