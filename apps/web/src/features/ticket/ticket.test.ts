import { expect, test } from 'vitest'
import { makeTicket } from './ticket.ts'
import { ticketMarkdown, ticketText } from './ticket-text.ts'

const link = 'https://collector.example/submissions/1'
const data = {
  page: {
    url: 'https://shop.example/cart',
    reference: 'TICKET-4711',
    feedback: { message: 'It is blank.\nSince *today*, @all <b>', contact: 'jane@shop.example' },
  },
  app: { release: '1.4.2', environment: 'production' },
  browser: {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
    screenResolution: '2560x1440',
    viewport: { width: 1200, height: 800 },
    languages: ['de', 'en'],
    timezone: 'Europe/Berlin',
    cookiesEnabled: false,
    onLine: true,
    connection: { effectiveType: '3g', rtt: 300 },
  },
  diagnosis: { checks: { clock: { state: 'poor', detail: '10 min ahead of the server' }, zoom: { state: 'good' } } },
  performance: { vitals: { lcp: { value: 4100 }, cls: { value: 0.01 } } },
  errors: [
    { name: 'TypeError', message: 'x is `undefined`', count: 3, source: 'https://shop.example/app.js', lineno: 4 },
    ...Array.from({ length: 6 }, (_, n) => ({ message: `error ${n}` })),
  ],
}

test('a ticket as text has what a person needs, a fact a line', () => {
  const text = ticketText(makeTicket(data, { number: 1234, link, unusual: ['Firefox 150 is out of date'] }))
  expect(text).toBe(`Report 1234 for TICKET-4711
${link}

What went wrong:
It is blank.
Since *today*, @all <b>

Page: https://shop.example/cart
Contact: jane@shop.example
Release: 1.4.2, production
Unusual: Firefox 150 is out of date
Browser: Firefox 150.0
System: Linux
Device: Desktop
Screen: 2560 × 1440, window 1200 × 800
Languages: de, en, Europe/Berlin
Connection: Online
Cookies: Blocked
Network: Medium (300 ms)
Checks: Clock: 10 min ahead of the server
Vitals: LCP 4.1 s (poor), CLS 0.01 (good)
User agent: ${data.browser.userAgent}
Errors:
- TypeError: x is \`undefined\` (3 times) at https://shop.example/app.js:4
- error 0
- error 1
- error 2
- error 3
- 2 more
`)
})

test('a ticket as Markdown gives no meaning to what a visitor sent', () => {
  const markdown = ticketMarkdown(makeTicket(data, { number: 1234, link }))
  expect(markdown).toContain(`### [Report 1234 for TICKET\\-4711](${link})\n\n> It is blank.\n`)
  expect(markdown).toContain('> Since \\*today\\*, @\u200ball \\<b\\>\n')
  expect(markdown).toContain('- **Cookies:** `Blocked`\n')
  expect(markdown).toContain(
    '  - `` TypeError: x is `undefined` (3 times) at https://shop.example/app.js:4 ``\n  - `error 0`\n',
  )
})

test.each([
  {},
  { page: 'text', browser: null, errors: { a: 1 }, performance: [] },
  { errors: [null, 'text', { message: 7 }], browser: { userAgent: 7, languages: 'de' } },
])('a report of %o has a ticket too', (odd) => {
  const ticket = makeTicket(odd, {})
  expect(ticketText(ticket)).toMatch(/^Report of a browser\n/)
  expect(`${ticketText(ticket)}${ticketMarkdown(ticket)}`).not.toMatch(/undefined|null\b.*null|NaN|\[object/)
})
