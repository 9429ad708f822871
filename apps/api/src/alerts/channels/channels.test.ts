import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Message } from '../message.ts'
import { senders } from './index.ts'

const message: Message = {
  id: 'alert-7-opened',
  event: 'opened',
  rule: { id: 3, name: 'A new error', kind: 'newErrorGroup' },
  title: 'New error: <b>*boom*</b> & @here',
  text: 'TypeError: <b>*boom*</b>\n3 occurrences',
  url: 'https://collector.example/errors/0123456789abcdef?from=a&to=b',
  value: 3,
  threshold: null,
  window: { from: '2026-11-28T12:00:00.000Z', to: '2026-11-28T13:00:00.000Z' },
  filters: { device: '!bot' },
  at: '2026-11-28T13:00:00.000Z',
}

/** Returns what a channel would post or mail. */
async function sent(kind: keyof typeof senders, config: object) {
  const posts: { url: string; headers?: Record<string, string>; body: string }[] = []
  const mails: { to: string; subject: string; text: string; messageId: string }[] = []
  await senders[kind](config as never, message, {
    outbound: { post: async (request) => void posts.push(request), check: async () => {} },
    sendMail: async (mail) => void mails.push(mail),
  })
  return { post: posts[0] ?? { url: '', headers: {}, body: '' }, mail: mails[0], count: posts.length + mails.length }
}

test('a webhook gets the message as JSON, signed with its secret', async () => {
  const { post } = await sent('webhook', { url: 'https://hooks.example/a', secret: 'of-the-test' })
  const { id, ...body } = message
  expect(post.url).toBe('https://hooks.example/a')
  expect(JSON.parse(post.body)).toEqual(body)
  expect(post.headers).toEqual({
    'content-type': 'application/json',
    'x-collector-delivery': id,
    'x-collector-signature': `sha256=${createHmac('sha256', 'of-the-test').update(post.body).digest('hex')}`,
  })
  const unsigned = await sent('webhook', { url: 'https://hooks.example/a' })
  expect(unsigned.post.headers).not.toHaveProperty('x-collector-signature')
})

test.each([
  ['slack', 'text', '*New error: &lt;b&gt;*boom*&lt;/b&gt; &amp; @here*'],
  ['mattermost', 'text', '**New error: <b\\>\\*boom\\*</b\\> & @\u200bhere**'],
  ['discord', 'content', '**New error: <b\\>\\*boom\\*</b\\> & @\u200bhere**'],
] as const)('%s shows an error message as text, with a link', async (kind, field, title) => {
  const { post } = await sent(kind, { url: 'https://chat.example/hook' })
  const lines = JSON.parse(post.body)[field].split('\n')
  expect(lines[0]).toBe(title)
  expect(lines.at(-1)).toBe(message.url)
})

test('discord pings nobody', async () => {
  const { post } = await sent('discord', { url: 'https://chat.example/hook' })
  expect(JSON.parse(post.body).allowed_mentions).toEqual({ parse: [] })
})

test('ntfy gets the title as a header in ASCII, the link to click and the token', async () => {
  const { post } = await sent('ntfy', { url: 'https://ntfy.example/topic', token: 'of-the-test' })
  expect(post.body).toBe(message.text)
  const title = post.headers?.['title'] ?? ''
  expect(Buffer.from(title.replace(/^=\?UTF-8\?B\?|\?=$/g, ''), 'base64').toString()).toBe(message.title)
  expect(post.headers).toMatchObject({ click: message.url, authorization: 'Bearer of-the-test', tags: 'warning' })
})

test('telegram gets plain text for a chat, and its token never shows in an error', async () => {
  const { post } = await sent('telegram', { token: '123:abc', chatId: '-42' })
  expect(post.url).toBe('https://api.telegram.org/bot123:abc/sendMessage')
  expect(JSON.parse(post.body)).toMatchObject({ chat_id: '-42', text: expect.stringContaining(message.title) })
  const failing = { post: () => Promise.reject(new Error('bot123:abc is wrong')), check: async () => {} }
  const config = { token: '123:abc', chatId: '1' }
  await expect(senders.telegram(config as never, message, { outbound: failing, sendMail: undefined })).rejects.toThrow(
    'bot… is wrong',
  )
})

test('mail has the title as its subject and the link in its text', async () => {
  const { mail, count } = await sent('email', { to: 'a@example.com' })
  expect(count).toBe(1)
  expect(mail).toEqual({
    to: 'a@example.com',
    subject: message.title,
    text: `${message.text}\n${message.url}\n`,
    messageId: '<alert-7-opened@collector>',
  })
  const withoutMail = { outbound: { post: async () => {}, check: async () => {} }, sendMail: undefined }
  await expect(senders.email({ to: 'a@example.com' } as never, message, withoutMail)).rejects.toThrow(
    'SMTP_URL is not set',
  )
})
