import type { ChannelKind, DeliveryState, RuleKind } from '@collector/schema'
import type { Generated } from 'kysely'

/** A place where messages are sent. */
export interface AlertChannelsTable {
  id: Generated<number>
  name: string
  kind: ChannelKind
  /** JSON, secrets included. */
  config: string
  /** Why the last message was not delivered; null once one was. */
  lastError: string | null
  lastSentAt: Date | null
}

/** A rule, and the channels that it notifies. */
export interface AlertRulesTable {
  id: Generated<number>
  name: string
  kind: RuleKind
  /** JSON. */
  params: string
  /** JSON. */
  filters: string
  /** Empty: every channel. */
  channelIds: number[]
  isEnabled: boolean
  /** Made with the tables, and enabled with the first channel. */
  isInitial: boolean
  /** When it was made or enabled: what is new is new since then. */
  activeSince: Date
  mutedUntil: Date | null
}

/** Something a rule found, from when to when. */
export interface AlertEventsTable {
  id: Generated<number>
  ruleId: number
  /** Distinguishes several findings of one rule, such as the key of an error group; else empty. */
  subject: string
  openedAt: Date
  closedAt: Date | null
  /** The time in which it was found, as it opened. */
  windowFrom: Date
  windowTo: Date
  title: string
  text: string
  /** Path of the view that shows it, in the dashboard. */
  path: string
  /** The worst while it was open. */
  value: number | null
  threshold: number | null
}

/** The outbox: one message to one channel. */
export interface AlertDeliveriesTable {
  eventId: number
  channelId: number
  event: 'opened' | 'closed'
  state: DeliveryState
  attempts: Generated<number>
  /** When it is tried next; of one that is being sent: when its sender is taken for dead. */
  dueAt: Date
  sentAt: Date | null
  error: string | null
}

/** Refusals a minute of all processes. */
export interface RefusalCountsTable {
  at: Date
  reason: string
  count: number
}
