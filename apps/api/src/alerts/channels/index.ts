import type { ChannelKind } from '@collector/schema'
import type { Send } from './channel.ts'
import { sendDiscord, sendMattermost, sendSlack } from './chat.ts'
import { sendEmail } from './email.ts'
import { sendNtfy } from './ntfy.ts'
import { sendTelegram } from './telegram.ts'
import { sendWebhook } from './webhook.ts'

/** The sender of each kind of channel. The config was validated when it was saved. */
export const senders: Record<ChannelKind, Send<never>> = {
  email: sendEmail,
  webhook: sendWebhook,
  slack: sendSlack,
  mattermost: sendMattermost,
  discord: sendDiscord,
  ntfy: sendNtfy,
  telegram: sendTelegram,
}
