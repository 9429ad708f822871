import type { Message } from '../message.ts'
import type { Send } from './channel.ts'

const json = { 'content-type': 'application/json' }

/** Slack's incoming webhooks; `&`, `<` and `>` are its control characters. https://docs.slack.dev/messaging/formatting-message-text */
export const sendSlack: Send<{ url: string }> = async ({ url }, message, { outbound }) => {
  const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const text = lines(message, (title) => `*${plain(title)}*`, plain)
  await outbound.post({ url, headers: json, body: JSON.stringify({ text, unfurl_links: false }) })
}

/** Mattermost's incoming webhooks, which take Markdown. */
export const sendMattermost: Send<{ url: string }> = async ({ url }, message, { outbound }) => {
  const text = lines(message, (title) => `**${escapeMarkdown(title)}**`, escapeMarkdown)
  await outbound.post({ url, headers: json, body: JSON.stringify({ text }) })
}

const maxDiscordLength = 2000

/** Discord's webhooks; mentions in the text ping nobody. */
export const sendDiscord: Send<{ url: string }> = async ({ url }, message, { outbound }) => {
  const content = lines(message, (title) => `**${escapeMarkdown(title)}**`, escapeMarkdown).slice(0, maxDiscordLength)
  await outbound.post({ url, headers: json, body: JSON.stringify({ content, allowed_mentions: { parse: [] } }) })
}

function lines({ title, text, url }: Message, bold: (title: string) => string, plain: (text: string) => string) {
  return [bold(title), plain(text), url].filter(Boolean).join('\n')
}

/** Error messages are visitors' text: they must neither format nor mention. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_~[\]()#>|]/g, '\\$&').replaceAll('@', '@\u200b')
}
