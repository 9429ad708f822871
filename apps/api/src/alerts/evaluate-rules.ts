import { type Selectable, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { AlertEventsTable } from '../storage/tables/alerts.ts'
import { readRules } from './alert-rules.ts'
import { momentaryKinds, ruleKindInfo } from './rules/index.ts'
import type { Finding, Rule } from './rules/rule.ts'

type OpenEvent = Pick<Selectable<AlertEventsTable>, 'id' | 'subject' | 'value'>

/**
 * Evaluates every enabled rule: opens and closes events, and puts their messages into the outbox in the same
 * transaction, without sending them. A failing rule is reported and does not affect the others.
 */
export async function evaluateRules(
  db: Database,
  now: Date,
  onFailure: (rule: Rule, error: Error) => void,
): Promise<void> {
  const rules = await readRules(db)
  for (const rule of rules.filter(({ isEnabled }) => isEnabled)) {
    try {
      await evaluateRule(db, rule, now)
    } catch (error) {
      onFailure(rule, error as Error)
    }
  }
}

async function evaluateRule(db: Database, rule: Rule, now: Date): Promise<void> {
  const open = await openEvents(db, rule)
  const subjects = open.map(({ subject }) => subject)
  const { findings, isUndecided } = await ruleKindInfo[rule.kind].evaluate(db, rule, now, subjects)
  const found = new Map(findings.map((finding) => [finding.subject, finding]))
  const isWorse = ({ subject, value }: OpenEvent) => (found.get(subject)?.value ?? 0) > (value ?? 0)
  const over = isUndecided ? [] : open.filter(({ subject }) => !found.has(subject))
  const fresh = findings.filter(({ subject }) => !subjects.includes(subject))
  const worse = open.filter(isWorse)
  if (over.length + fresh.length + worse.length === 0) return
  await db.transaction().execute(async (trx) => {
    // of several processes one evaluates; the others wait and then see its events
    const locked = await trx
      .selectFrom('alertRules')
      .select('id')
      .where('id', '=', rule.id)
      .forUpdate()
      .executeTakeFirst()
    if (!locked) return
    for (const finding of fresh) await openEvent(trx, rule, finding, now)
    for (const event of over) await closeEvent(trx, event, now)
    for (const { id, subject } of worse) {
      const value = found.get(subject)?.value ?? null
      await trx.updateTable('alertEvents').set({ value }).where('id', '=', id).execute()
    }
  })
}

function openEvents(db: Database, { id }: Rule): Promise<OpenEvent[]> {
  return db
    .selectFrom('alertEvents')
    .select(['id', 'subject', 'value'])
    .where('ruleId', '=', id)
    .where('closedAt', 'is', null)
    .execute()
}

async function openEvent(trx: Database, rule: Rule, finding: Finding, now: Date): Promise<void> {
  const { kind, params } = rule
  const isMomentary = momentaryKinds.includes(kind)
  const last = await trx
    .selectFrom('alertEvents')
    .select('closedAt')
    .where('ruleId', '=', rule.id)
    .where('subject', '=', finding.subject)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last && (ruleKindInfo[kind].isOnce || last.closedAt === null)) return
  const cooledAt = new Date(now.getTime() - params.cooldownMinutes * 60_000)
  if (last?.closedAt && last.closedAt > cooledAt) return
  const { id } = await trx
    .insertInto('alertEvents')
    .values({
      ruleId: rule.id,
      subject: finding.subject,
      openedAt: now,
      closedAt: isMomentary ? now : null,
      windowFrom: finding.window.from,
      windowTo: finding.window.to,
      title: finding.title,
      text: finding.text,
      path: finding.path,
      value: isMomentary ? null : finding.value,
      threshold: ruleKindInfo[kind].hasThreshold ? params.threshold : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (rule.mutedUntil && rule.mutedUntil > now) return
  await trx
    .insertInto('alertDeliveries')
    .columns(['eventId', 'channelId', 'event', 'state', 'dueAt'])
    .expression((from) =>
      from
        .selectFrom('alertChannels')
        .select([
          sql<number>`${id}::integer`.as('eventId'),
          'id',
          sql<'opened'>`'opened'`.as('event'),
          sql<'pending'>`'pending'`.as('state'),
          sql<Date>`${now}::timestamptz`.as('dueAt'),
        ])
        .$if(rule.channelIds.length > 0, (query) => query.where('id', 'in', rule.channelIds)),
    )
    .execute()
}

/** Closes an event, and queues a message to the channels that were notified of its beginning. */
async function closeEvent(trx: Database, { id }: OpenEvent, now: Date): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('alertEvents')
    .set({ closedAt: now })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await trx
    .insertInto('alertDeliveries')
    .columns(['eventId', 'channelId', 'event', 'state', 'dueAt'])
    .expression((from) =>
      from
        .selectFrom('alertDeliveries')
        .select([
          'eventId',
          'channelId',
          sql<'closed'>`'closed'`.as('event'),
          sql<'pending'>`'pending'`.as('state'),
          sql<Date>`${now}::timestamptz`.as('dueAt'),
        ])
        .where('eventId', '=', id)
        .where('event', '=', 'opened'),
    )
    .execute()
}
