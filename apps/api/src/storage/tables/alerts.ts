import type { ChannelKind, DeliveryState, RuleKind } from '@collector/schema'
import type { Generated } from 'kysely'

/** A channel for messages. */
export interface AlertChannelsTable {
  id: Generated<number>
  name: string
  kind: ChannelKind
  /** JSON, secrets included. */
  config: string
  /** Reason why the last message was not delivered; null if it was. */
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
  /** When it was created or enabled; errors first seen later count as new. */
  activeSince: Date
  mutedUntil: Date | null
}

/** A finding of a rule, with its beginning and end. */
export interface AlertEventsTable {
  id: Generated<number>
  ruleId: number
  /** Distinguishes several findings of one rule, such as the key of an error group; else empty. */
  subject: string
  openedAt: Date
  closedAt: Date | null
  /** The window of the finding that opened it. */
  windowFrom: Date
  windowTo: Date
  title: string
  text: string
  /** Path of the view that shows it, in the dashboard. */
  path: string
  /** The worst value while it was open. */
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
  /** Time of the next attempt; while it is being sent, the time at which its claim expires. */
  dueAt: Date
  sentAt: Date | null
  error: string | null
}

/** Refusals per minute, of all processes. */
export interface RefusalCountsTable {
  at: Date
  reason: string
  count: number
}
