import type { ConfigOf, Send } from './channel.ts'

/** ntfy's publishing by headers. https://docs.ntfy.sh/publish/ */
export const sendNtfy: Send<ConfigOf<'ntfy'>> = async (
  { url, token },
  { title, text, url: click, event },
  { outbound },
) => {
  await outbound.post({
    url,
    body: text,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      // a header holds ASCII only; RFC 2047 is what ntfy reads
      title: `=?UTF-8?B?${Buffer.from(title).toString('base64')}?=`,
      tags: event === 'closed' ? 'white_check_mark' : 'warning',
      ...(click && { click }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
  })
}
