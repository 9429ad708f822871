import { type Static, type TSchema, Type } from 'typebox'
import { type ChannelKind, channelKinds, ruleKinds } from '../alert-kinds.ts'
import { metricNames } from '../metrics/index.ts'
import { filterProperties } from './filters.ts'

const strict = { additionalProperties: false }
const name = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]*$' })
const url = Type.String({ pattern: '^(https?://\\S+|…)$', maxLength: 2000, description: 'http or https' })
const secret = Type.String({ minLength: 1, maxLength: 500, pattern: '^\\S+$' })

/** Settings of each kind of channel. */
export const channelConfigs = {
  email: Type.Object(
    {
      to: Type.String({
        pattern: '^[^\\s@,<>]+@[^\\s@,<>]+(\\s*,\\s*[^\\s@,<>]+@[^\\s@,<>]+)*$',
        maxLength: 1000,
        description: 'One address or several, separated by commas',
      }),
    },
    strict,
  ),
  webhook: Type.Object({ url, secret: Type.Optional(secret) }, strict),
  slack: Type.Object({ url }, strict),
  mattermost: Type.Object({ url }, strict),
  discord: Type.Object({ url }, strict),
  ntfy: Type.Object({ url, token: Type.Optional(secret) }, strict),
  telegram: Type.Object(
    {
      token: Type.String({ pattern: '^(\\d+:[\\w-]+|…)$', maxLength: 200, description: 'Token of the bot' }),
      chatId: Type.String({ pattern: '^(-?\\d+|@\\w+)$', maxLength: 100 }),
    },
    strict,
  ),
} as const satisfies Record<ChannelKind, TSchema>

const config = Type.Record(Type.String(), Type.String(), {
  description:
    'email: to; webhook: url, secret; slack, mattermost and discord: url; ntfy: url, token; telegram: token, chatId. Secrets are answered as "…"',
})
const nullableText = Type.Union([Type.String(), Type.Null()])
const id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

export const alertChannel = Type.Object({
  id,
  name: Type.String(),
  kind: Type.Enum([...channelKinds]),
  config,
  lastError: { ...nullableText, description: 'Why the last message was not delivered; null if it was' },
  lastSentAt: nullableText,
})
export const alertChannelsAnswer = Type.Object({ items: Type.Array(alertChannel) })
export const newAlertChannel = Type.Object({ name, kind: Type.Enum([...channelKinds]), config }, strict)
export const alertChannelChange = Type.Object({ name: Type.Optional(name), config: Type.Optional(config) }, strict)
export const alertTestAnswer = Type.Object({ delivered: Type.Boolean(), error: nullableText })

const day = 1440

/** Parameters of rules; the description of each names the kinds that use it. */
export const ruleParams = Type.Object(
  {
    windowMinutes: Type.Optional(
      Type.Integer({
        minimum: 5,
        maximum: 31 * day,
        description: 'Length of the window up to now. For a digest 1440 (daily) or 10080 (weekly)',
      }),
    ),
    cooldownMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 31 * day,
        description: 'Time after the end of an alert before the next can open',
      }),
    ),
    threshold: Type.Optional(
      Type.Number({
        minimum: 0,
        description:
          'errorRate: page views with errors, as count or share, noise left out; vital: the p75; refusals, crash: how many in the window',
      }),
    ),
    measure: Type.Optional(Type.Enum(['count', 'share'], { description: 'errorRate: a share is from 0 to 1' })),
    metric: Type.Optional(Type.Enum([...metricNames], { description: 'vital' })),
    minSamples: Type.Optional(
      Type.Integer({ minimum: 1, description: 'vital, errorRate by share: minimum number of page views' }),
    ),
    consecutive: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 24,
        description: 'vital, errorRate: consecutive windows that must exceed it',
      }),
    ),
  },
  strict,
)
export type RuleParams = Static<typeof ruleParams>

const { from: _from, to: _to, ...narrowing } = filterProperties
const ruleFilters = Type.Object(narrowing, strict)

const isoTime = Type.String({ description: 'ISO 8601' })
const mutedUntil = Type.Union([isoTime, Type.Null()], {
  description: 'No messages before this time; isEnabled: false disables the rule',
})

export const alertRule = Type.Object({
  id,
  name: Type.String(),
  kind: Type.Enum([...ruleKinds]),
  params: ruleParams,
  filters: ruleFilters,
  channelIds: Type.Array(id, { description: 'Empty: every channel' }),
  isEnabled: Type.Boolean(),
  mutedUntil,
})
export const alertRulesAnswer = Type.Object({ items: Type.Array(alertRule) })
const ruleFields = {
  name,
  params: ruleParams,
  filters: ruleFilters,
  channelIds: Type.Array(id, { maxItems: 50, uniqueItems: true }),
  isEnabled: Type.Boolean(),
  mutedUntil,
}
export const newAlertRule = Type.Object(
  {
    name,
    kind: Type.Enum([...ruleKinds]),
    params: Type.Optional(ruleFields.params),
    filters: Type.Optional(ruleFields.filters),
    channelIds: Type.Optional(ruleFields.channelIds),
    isEnabled: Type.Optional(ruleFields.isEnabled),
    mutedUntil: Type.Optional(ruleFields.mutedUntil),
  },
  strict,
)
export const alertRuleChange = Type.Partial(Type.Object(ruleFields), strict)

export const deliveryStates = ['pending', 'sending', 'sent', 'summarized', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const alertEvent = Type.Object({
  id,
  ruleId: id,
  openedAt: Type.String(),
  closedAt: nullableText,
  title: Type.String(),
  text: Type.String(),
  url: Type.String({ description: 'Address of the view that shows it, with filters and time' }),
  value: Type.Union([Type.Number(), Type.Null()], { description: 'The worst value while it was open' }),
  threshold: Type.Union([Type.Number(), Type.Null()]),
  deliveries: Type.Array(
    Type.Object({
      channelId: id,
      event: Type.Enum(['opened', 'closed']),
      state: Type.Enum([...deliveryStates], { description: 'summarized: it was part of a summary of many' }),
      attempts: Type.Integer(),
      error: nullableText,
    }),
  ),
})
export const alertEventsQuery = Type.Object(
  {
    ruleId: Type.Optional(id),
    isOpen: Type.Optional(Type.Boolean()),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the previous page' })),
  },
  strict,
)
export const alertEventsAnswer = Type.Object({
  items: Type.Array(alertEvent, { description: 'Latest first' }),
  nextCursor: nullableText,
})
export const alertParams = Type.Object({ id })

export type AlertChannel = Static<typeof alertChannel>
export type NewAlertChannel = Static<typeof newAlertChannel>
export type AlertRule = Static<typeof alertRule>
export type NewAlertRule = Static<typeof newAlertRule>
export type AlertRuleChange = Static<typeof alertRuleChange>
export type AlertEvent = Static<typeof alertEvent>
export type AlertEventsQuery = Static<typeof alertEventsQuery>
export type AlertEventsAnswer = Static<typeof alertEventsAnswer>
