import { plainText } from '../message.ts'
import type { ConfigOf, Send } from './channel.ts'

const maxLength = 4096

/** Telegram's Bot API, as plain text: nothing in it is read as markup. https://core.telegram.org/bots/api#sendmessage */
export const sendTelegram: Send<ConfigOf<'telegram'>> = async ({ token, chatId }, message, { outbound }) => {
  try {
    await outbound.post({
      url: `https://api.telegram.org/bot${token}/sendMessage`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: chatId,
        text: `${message.title}\n${plainText(message)}`.slice(0, maxLength),
        link_preview_options: { is_disabled: true },
      }),
    })
  } catch (error) {
    throw new Error((error as Error).message.replaceAll(token, '…'))
  }
}
