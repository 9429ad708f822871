import type { ChannelKind } from '@collector/schema'
import type { Send } from './channel.ts'
import { sendDiscord, sendMattermost, sendSlack } from './chat.ts'
import { sendEmail } from './email.ts'
import { sendNtfy } from './ntfy.ts'
import { sendTelegram } from './telegram.ts'
import { sendWebhook } from './webhook.ts'

/** How each kind of channel is sent to. Its config was checked when it was saved. */
export const senders: Record<ChannelKind, Send<never>> = {
  email: sendEmail,
  webhook: sendWebhook,
  slack: sendSlack,
  mattermost: sendMattermost,
  discord: sendDiscord,
  ntfy: sendNtfy,
  telegram: sendTelegram,
}
