import { createHmac } from 'node:crypto'
import type { ConfigOf, Send } from './channel.ts'

/** JSON to a URL; with a secret it is signed, so that the receiver can verify the sender. */
export const sendWebhook: Send<ConfigOf<'webhook'>> = async ({ url, secret }, { id, ...message }, { outbound }) => {
  const body = JSON.stringify({ ...message, url: message.url ?? null })
  await outbound.post({
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'x-collector-delivery': id,
      ...(secret && { 'x-collector-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
    },
  })
}
