/** Stands where a secret is kept. A change that sends it back keeps the secret. */
export const keptSecret = '…'

export const channelKinds = ['email', 'webhook', 'slack', 'mattermost', 'discord', 'ntfy', 'telegram'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** The fields of a channel's config that never leave the server. The address of a chat's incoming webhook is its password. */
export const secretFields: Record<ChannelKind, readonly string[]> = {
  email: [],
  webhook: ['secret'],
  slack: ['url'],
  mattermost: ['url'],
  discord: ['url'],
  ntfy: ['token'],
  telegram: ['token'],
}

export const ruleKinds = [
  'newErrorGroup',
  'regression',
  'errorRate',
  'vital',
  'noTraffic',
  'refusals',
  'crash',
  'case',
  'digest',
] as const
export type RuleKind = (typeof ruleKinds)[number]
