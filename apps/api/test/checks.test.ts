import type { AddressInfo } from 'node:net'
import type { CheckAnswer } from '@collector/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
const env = {
  CHECK_HOSTS: 'cdn.example, http://127.0.0.1:81/lib.js',
  CHECK_FRAME_URL: 'https://collector.example.net/tools/',
}

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage, env)
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const check = async (headers: Record<string, string>) =>
  (await app.inject({ url: '/check', headers })).json() as CheckAnswer

test('tells a page the clock of the server, its headers and what the operator named', async () => {
  const before = Date.now()
  const answer = await check({ 'user-agent': 'x', 'sec-gpc': '1', cookie: 'a=b' })
  expect(answer.now).toBeGreaterThanOrEqual(before)
  expect(answer).toEqual({
    now: answer.now,
    headers: { 'user-agent': 'x', 'sec-gpc': '1' },
    hosts: ['https://cdn.example/', 'http://127.0.0.1:81/lib.js'],
    frame: 'https://collector.example.net/tools/check/frame',
  })
})

const chrome = (version: number) =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`

test.each([
  [chrome(100), { name: 'Chrome', version: '100', releasedAt: '2022-03-29' }],
  [
    chrome(100).replace('537.36', '537.36 Edg/99.0.0.0').replace('Safari/537.36', 'Safari/537.36 Edg/99.0.1150.30'),
    { name: 'Edge', releasedAt: '2022-03-03' },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0',
    { name: 'Firefox', releasedAt: '2023-07-04' },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4.1 Safari/605.1.15',
    { name: 'Safari', releasedAt: '2023-03-27' },
  ],
])('knows when a version was released: %s', async (userAgent, browser) => {
  expect((await check({ 'user-agent': userAgent })).browser).toMatchObject(browser)
})

test.each([['curl/8.5.0'], [chrome(9999)], ['']])(
  'says nothing about a version that is not in the list: %s',
  async (userAgent) => {
    expect((await check({ 'user-agent': userAgent })).browser).toBeUndefined()
  },
)

test('the policy of the page allows what the operator named, that of the frame only its script', async () => {
  const policyOf = async (url: string) => String((await app.inject({ url })).headers['content-security-policy'])
  expect(await policyOf('/')).toMatch(
    /connect-src 'self' https:\/\/cdn\.example http:\/\/127\.0\.0\.1:81;.*; frame-src https:\/\/collector\.example\.net$/,
  )
  expect(await policyOf('/check/frame')).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; frame-ancestors \*$/,
  )
})

test('the frame shows the referrer of its request as text', async () => {
  const { body } = await app.inject({ url: '/check/frame', headers: { referer: 'https://a/?"><script>&' } })
  expect(body).toContain('<html data-referrer="https://a/?&quot;>&lt;script>&amp;">')
})

test('the download and the events are bounded and kept by no cache', async () => {
  const download = await app.inject({ url: '/check/download', headers: { 'accept-encoding': 'gzip' } })
  expect(download.rawPayload.length).toBe(262_144)
  const events = await app.inject('/check/events')
  expect(events.body).toBe('data: 1\n\ndata: 2\n\n')
  for (const { headers } of [download, events]) expect(headers['cache-control']).toBe('no-store')
})

test('each address gets only so many', async () => {
  const status = async () => (await app.inject({ url: '/check/download', remoteAddress: '198.51.100.7' })).statusCode
  const statuses: number[] = []
  for (let n = 0; n < 61; n++) statuses.push(await status())
  expect(statuses.indexOf(429)).toBe(60)
})

test('a socket echoes one short message and closes', async () => {
  const { port } = app.server.address() as AddressInfo
  const talk = (message: string) =>
    new Promise<(string | number)[]>((resolve) => {
      const heard: (string | number)[] = []
      const socket = new WebSocket(`ws://127.0.0.1:${port}/check/socket`)
      socket.onopen = () => socket.send(message)
      socket.onmessage = ({ data }) => heard.push(String(data))
      socket.onclose = ({ code }) => resolve([...heard, code])
    })
  expect(await talk('hello')).toEqual(['hello', 1005])
  // 1009: message too big
  expect(await talk('x'.repeat(65))).toEqual([1009])
  expect((await app.inject('/check/socket')).statusCode).toBe(404)
})
