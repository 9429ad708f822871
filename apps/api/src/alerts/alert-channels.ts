import {
  type AlertChannel,
  type ChannelKind,
  channelConfigs,
  keptSecret,
  type NewAlertChannel,
  secretFields,
} from '@collector/schema'
import { type Selectable, sql } from 'kysely'
import { Compile } from 'typebox/compile'
import { describeSchemaErrors } from '../describe-schema-errors.ts'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import type { AlertChannelsTable } from '../storage/tables/alerts.ts'
import { type DeliveryParts, recordResult, send } from './deliver.ts'
import { type Outbound, OutboundError } from './guarded-request.ts'

type Config = Record<string, string>
type Row = Selectable<AlertChannelsTable>

const validators = Object.fromEntries(
  Object.entries(channelConfigs).map(([kind, schema]) => [kind, Compile(schema)]),
) as Record<ChannelKind, ReturnType<typeof Compile>>

/** Lists the channels, oldest first, without their secrets. */
export async function listChannels(db: Database): Promise<AlertChannel[]> {
  const rows = await db.selectFrom('alertChannels').selectAll().orderBy('id').execute()
  return rows.map(channelAnswer)
}

/**
 * Creates a channel; the first one enables the initial rules.
 *
 * @throws RefusedError for an invalid config, or a URL that messages must not be sent to
 */
export async function createChannel(db: Database, outbound: Outbound, channel: NewAlertChannel): Promise<AlertChannel> {
  const { name, kind, config } = channel
  const kept = secretFields[kind].find((field) => config[field] === keptSecret)
  if (kept) throw new RefusedError(400, `/config/${kept} must be the secret itself`)
  await checkConfig(outbound, kind, config)
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('alertChannels')
      .values({ name, kind, config: JSON.stringify(config), lastError: null, lastSentAt: null })
      .returningAll()
      .executeTakeFirstOrThrow()
    await enableInitialRules(trx)
    return channelAnswer(row)
  })
}

/**
 * Changes a channel. A secret that is sent back as "…" is kept, unless the URL changes.
 *
 * @returns undefined where there is no such channel
 * @throws RefusedError as `createChannel` does
 */
export async function changeChannel(
  db: Database,
  outbound: Outbound,
  id: number,
  { name, config }: { name?: string; config?: Config },
): Promise<AlertChannel | undefined> {
  const before = await findChannel(db, id)
  if (!before) return undefined
  const merged = config && withKeptSecrets(before, config)
  if (merged) await checkConfig(outbound, before.kind, merged)
  const row = await db
    .updateTable('alertChannels')
    .set({ name: name ?? before.name, ...(merged && { config: JSON.stringify(merged), lastError: null }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && channelAnswer(row)
}

/**
 * Deletes a channel. A rule that named no other is disabled, since a rule without channels sends to all of them.
 *
 * @returns whether there was such a channel
 */
export async function deleteChannel(db: Database, id: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom('alertChannels').where('id', '=', id).executeTakeFirst()
    await sql`update alert_rules set channel_ids = array_remove(channel_ids, ${id}::integer),
        is_enabled = is_enabled and channel_ids <> array[${id}::integer]
      where ${id}::integer = any(channel_ids)`.execute(trx)
    return numDeletedRows > 0n
  })
}

/**
 * Sends a message to a channel now.
 *
 * @returns undefined where there is no such channel
 */
export async function testChannel(
  db: Database,
  id: number,
  { publicUrl, ...senders }: DeliveryParts,
): Promise<{ delivered: boolean; error: string | null } | undefined> {
  const channel = await findChannel(db, id)
  if (!channel) return undefined
  const address = await publicUrl()
  const now = new Date()
  const error = await send(
    channel,
    {
      id: `test-${now.getTime()}`,
      event: 'test',
      rule: null,
      title: 'A test by Collector',
      text: `Alerts reach the channel "${channel.name}".`,
      url: address && `${address}/alerts`,
      value: null,
      threshold: null,
      window: null,
      filters: {},
      at: now.toISOString(),
    },
    senders,
  )
  await recordResult(db, id, error, now)
  return { delivered: error === undefined, error: error ?? null }
}

function findChannel(db: Database, id: number): Promise<Row | undefined> {
  return db.selectFrom('alertChannels').selectAll().where('id', '=', id).executeTakeFirst()
}

function channelAnswer({ id, name, kind, config, lastError, lastSentAt }: Row): AlertChannel {
  const shown = { ...(JSON.parse(config) as Config) }
  for (const field of secretFields[kind]) if (field in shown) shown[field] = keptSecret
  return { id, name, kind, config: shown, lastError, lastSentAt: lastSentAt?.toISOString() ?? null }
}

function withKeptSecrets({ kind, config: stored }: Row, config: Config): Config {
  const before = JSON.parse(stored) as Config
  const merged = { ...config }
  for (const field of secretFields[kind]) {
    if (config[field] !== keptSecret) continue
    // a change of the URL must not send a kept secret to another server
    const leadsElsewhere = 'url' in config && field !== 'url' && originOf(config['url']) !== originOf(before['url'])
    const value = before[field]
    if (leadsElsewhere || value === undefined) throw new RefusedError(400, `/config/${field} must be entered again`)
    merged[field] = value
  }
  return merged
}

function originOf(url = ''): string | undefined {
  return URL.parse(url)?.origin
}

async function checkConfig(outbound: Outbound, kind: ChannelKind, config: Config): Promise<void> {
  const validator = validators[kind]
  if (!validator.Check(config)) {
    const errors = validator.Errors(config).map((error) => ({ ...error, instancePath: `/config${error.instancePath}` }))
    throw new RefusedError(400, describeSchemaErrors(errors, 'body'))
  }
  const url = config['url']
  if (url === undefined) return
  try {
    await outbound.check(url)
  } catch (error) {
    if (error instanceof OutboundError) throw new RefusedError(400, `/config/url: ${error.message}`)
    throw error
  }
}

/** Enables the initial rules that nobody has changed. */
async function enableInitialRules(db: Database): Promise<void> {
  await db
    .updateTable('alertRules')
    .set({ isEnabled: true, isInitial: false, activeSince: new Date() })
    .where('isInitial', '=', true)
    .execute()
}
