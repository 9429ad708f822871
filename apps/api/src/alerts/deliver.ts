import type { ChannelKind } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import type { Senders } from './channels/channel.ts'
import { senders as sendersByKind } from './channels/index.ts'
import { type Due, maxPerHour, messageOf, summaryOf } from './delivery-message.ts'
import type { Message } from './message.ts'

/** Maximum messages per claim: each may take ten seconds, and all together less than a claim lasts. */
const maxClaimed = 5
/** Duration of a claim: a living sender has sent its messages and recorded it by then. */
const claimMs = 60_000
const firstRetryMs = 30_000
const maxRetryMs = 3_600_000
/** Age in ms after which an undelivered message is dropped. */
const giveUpAfterMs = 24 * 3_600_000
const maxErrorLength = 300

export interface DeliveryParts extends Senders {
  /** Reads the URL of the dashboard, without a slash at its end; undefined until it is known. */
  publicUrl(): Promise<string | undefined>
}

interface Channel {
  id: number
  kind: ChannelKind
  config: string
}

/**
 * Sends due messages. A message is claimed before it is sent, and the claim expires: so it is sent at least once, and
 * twice only if the process died between sending and recording it.
 */
export async function deliverDue(
  db: Database,
  parts: DeliveryParts,
  now: () => Date = () => new Date(),
): Promise<void> {
  const channels = await db
    .selectFrom('alertChannels')
    .select(['id', 'kind', 'config'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('alertDeliveries')
          .select('eventId')
          .whereRef('channelId', '=', 'alertChannels.id')
          .where('state', 'in', ['pending', 'sending'])
          .where('dueAt', '<=', now()),
      ),
    )
    .execute()
  // a hanging channel does not block others
  await Promise.all(channels.map((channel) => deliverTo(db, channel, parts, now)))
}

async function deliverTo(db: Database, channel: Channel, parts: DeliveryParts, now: () => Date): Promise<void> {
  for (;;) {
    const { each, together } = await claim(db, channel, now())
    if (each.length + together.length === 0) return
    const publicUrl = await parts.publicUrl()
    for (const due of each) await sendOne(db, channel, [due], messageOf(due, publicUrl, now()), parts, now)
    if (together.length > 0) await sendOne(db, channel, together, summaryOf(together, publicUrl, now()), parts, now)
  }
}

/** Claims due messages: a few to send one by one, and those beyond the hourly limit for one summary. */
async function claim(db: Database, { id }: Channel, now: Date): Promise<{ each: Due[]; together: Due[] }> {
  return db.transaction().execute(async (trx) => {
    const locked = await trx
      .selectFrom('alertChannels')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!locked) return { each: [], together: [] }
    const room = maxPerHour - (await sentWithinHour(trx, id, now))
    const due = room > 0 ? await findDue(trx, id, now) : []
    const single = due.length <= room ? due.length : room - 1
    const each = due.slice(0, Math.min(single, maxClaimed))
    const together = each.length < single ? [] : due.slice(single)
    for (const { eventId, event } of [...each, ...together]) {
      await trx
        .updateTable('alertDeliveries')
        .set(({ eb }) => ({
          state: 'sending',
          attempts: eb('attempts', '+', 1),
          dueAt: new Date(now.getTime() + claimMs),
        }))
        .where('channelId', '=', id)
        .where('eventId', '=', eventId)
        .where('event', '=', event)
        .execute()
    }
    return { each, together }
  })
}

async function sentWithinHour(trx: Database, channelId: number, now: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('alertDeliveries')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('channelId', '=', channelId)
    .where('state', '=', 'sent')
    .where('sentAt', '>', new Date(now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Finds the due messages of a channel, oldest first: the end of an event follows its beginning. */
function findDue(trx: Database, channelId: number, now: Date): Promise<Due[]> {
  return trx
    .selectFrom('alertDeliveries as d')
    .innerJoin('alertEvents as e', 'e.id', 'd.eventId')
    .innerJoin('alertRules as r', 'r.id', 'e.ruleId')
    .select([
      'd.eventId',
      'd.event',
      'd.attempts',
      'r.id as ruleId',
      'r.name as ruleName',
      'r.kind',
      'r.filters',
      'e.openedAt',
      'e.closedAt',
      'e.windowFrom',
      'e.windowTo',
      'e.title',
      'e.text',
      'e.path',
      'e.value',
      'e.threshold',
    ])
    .where('d.channelId', '=', channelId)
    .where('d.state', 'in', ['pending', 'sending'])
    .where('d.dueAt', '<=', now)
    .where(({ or, eb, not, exists, selectFrom }) =>
      or([
        eb('d.event', '=', 'opened'),
        not(
          exists(
            selectFrom('alertDeliveries as o')
              .select('o.eventId')
              .whereRef('o.eventId', '=', 'd.eventId')
              .whereRef('o.channelId', '=', 'd.channelId')
              .where('o.event', '=', 'opened')
              .where('o.state', 'in', ['pending', 'sending']),
          ),
        ),
      ]),
    )
    .orderBy('d.eventId')
    .execute()
}

async function sendOne(
  db: Database,
  channel: Channel,
  dues: Due[],
  message: Message,
  parts: DeliveryParts,
  now: () => Date,
): Promise<void> {
  const error = await send(channel, message, parts)
  const [first] = dues
  await db.transaction().execute(async (trx) => {
    for (const due of dues)
      await record(trx, channel, due, { error, isSummary: due !== first && dues.length > 1, now: now() })
    await recordResult(trx, channel.id, error, now())
  })
}

/** Records whether the last message to a channel was delivered. */
export async function recordResult(db: Database, id: number, error: string | undefined, now: Date): Promise<void> {
  await db
    .updateTable('alertChannels')
    .set(error === undefined ? { lastError: null, lastSentAt: now } : { lastError: error })
    .where('id', '=', id)
    .execute()
}

/** @returns the reason of a failure */
export async function send({ kind, config }: Channel, message: Message, parts: Senders): Promise<string | undefined> {
  try {
    await sendersByKind[kind](JSON.parse(config) as never, message, parts)
    return undefined
  } catch (error) {
    return String((error as Error).message)
      .replaceAll(/\s+/g, ' ')
      .slice(0, maxErrorLength)
  }
}

async function record(
  trx: Database,
  { id }: Channel,
  { eventId, event, attempts, openedAt, closedAt }: Due,
  { error, isSummary, now }: { error: string | undefined; isSummary: boolean; now: Date },
): Promise<void> {
  const begunAt = event === 'opened' ? openedAt : (closedAt ?? openedAt)
  const isGivenUp = now.getTime() - begunAt.getTime() > giveUpAfterMs
  const retryMs = Math.min(firstRetryMs * 2 ** attempts, maxRetryMs)
  await trx
    .updateTable('alertDeliveries')
    .set(
      error === undefined
        ? { state: isSummary ? 'summarized' : 'sent', sentAt: now, error: null }
        : { state: isGivenUp ? 'failed' : 'pending', dueAt: new Date(now.getTime() + retryMs), error },
    )
    .where('channelId', '=', id)
    .where('eventId', '=', eventId)
    .where('event', '=', event)
    .execute()
}
