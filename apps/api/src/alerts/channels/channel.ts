import type { channelConfigs } from '@collector/schema'
import type { Static } from 'typebox'
import type { Outbound } from '../guarded-request.ts'
import type { Message } from '../message.ts'

export type ConfigOf<Kind extends keyof typeof channelConfigs> = Static<(typeof channelConfigs)[Kind]>

/** Sends mail through `SMTP_URL`; undefined without it. */
export type SendMail = (mail: { to: string; subject: string; text: string; messageId: string }) => Promise<void>

export interface Senders {
  outbound: Outbound
  sendMail: SendMail | undefined
}

/**
 * Sends one message. Resolves once the receiver accepted it.
 *
 * @throws an error whose message is the reason, in one line
 */
export type Send<Config> = (config: Config, message: Message, senders: Senders) => Promise<void>
