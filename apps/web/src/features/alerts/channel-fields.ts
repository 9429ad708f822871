import type { ChannelKind } from '@collector/schema/catalogue'

export interface Field {
  name: string
  label: string
  hint?: string
  isOptional?: boolean
}

/** The name of each kind of channel on screen, and what its form asks for. */
export const channelKindInfo: Record<ChannelKind, { label: string; fields: readonly Field[] }> = {
  email: {
    label: 'E-mail',
    fields: [
      { name: 'to', label: 'To', hint: 'Addresses, separated by commas. The server needs SMTP_URL and SMTP_FROM.' },
    ],
  },
  webhook: {
    label: 'Webhook',
    fields: [
      { name: 'url', label: 'URL' },
      { name: 'secret', label: 'Secret', hint: 'Signs each message: X-Collector-Signature.', isOptional: true },
    ],
  },
  slack: { label: 'Slack', fields: [{ name: 'url', label: 'URL of the incoming webhook' }] },
  mattermost: { label: 'Mattermost', fields: [{ name: 'url', label: 'URL of the incoming webhook' }] },
  discord: { label: 'Discord', fields: [{ name: 'url', label: 'URL of the webhook' }] },
  ntfy: {
    label: 'ntfy',
    fields: [
      { name: 'url', label: 'URL with the topic', hint: 'https://ntfy.sh/my-topic' },
      { name: 'token', label: 'Access token', isOptional: true },
    ],
  },
  telegram: {
    label: 'Telegram',
    fields: [
      { name: 'token', label: 'Token of the bot' },
      { name: 'chatId', label: 'Chat id' },
    ],
  },
}
