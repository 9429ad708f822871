import { plainText } from '../message.ts'
import type { ConfigOf, Send } from './channel.ts'

/** E-mail through the server of `SMTP_URL`. */
export const sendEmail: Send<ConfigOf<'email'>> = async ({ to }, message, { sendMail }) => {
  if (!sendMail) throw new Error('SMTP_URL is not set')
  await sendMail({
    to,
    subject: message.title,
    text: `${plainText(message)}\n`,
    messageId: `<${message.id}@collector>`,
  })
}
