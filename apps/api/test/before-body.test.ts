import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { post } from './hostile/hostile-case.ts'
import { sendBytes } from './hostile/send-bytes.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
let port: number

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage, { ALLOWED_ORIGINS: 'https://a.example', RATE_LIMIT_PER_MINUTE: '0' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const tooLong = { 'content-length': '1048577' }
const expecting = { expect: '100-continue', connection: 'keep-alive' }

/** Requests of which only the head is sent: what is answered, is answered without the body. */
test.each([
  ['a body that is announced to be too large', {}, tooLong, 413],
  ['one of two gigabytes', {}, { 'content-length': '2147483648' }, 413],
  ['a compressed one', {}, { ...tooLong, 'content-encoding': 'gzip' }, 413],
  ['another content type', {}, { 'content-type': 'application/xml' }, 415],
  ['no content type', {}, { 'content-type': '' }, 415],
  ['another encoding', {}, { 'content-encoding': 'zstd' }, 415],
  ['another origin', {}, { origin: 'https://evil.example' }, 403],
  ['an address that takes no posts', { path: '/nothing' }, {}, 404],
  ['a sign-in that is too large', { path: '/api/session' }, { 'content-length': '16385' }, 413],
  ['a change without the access token', { path: '/api/errors/x', method: 'PATCH' }, {}, 401],
])('refuses %s before its body is sent', async (_name, request, headers, statusCode) => {
  const head = { ...request, headers: { 'content-length': '1000', ...headers } }
  const { status, text } = await sendBytes(port, post('', head), { patienceMs: 500 })
  expect(status).toBe(statusCode)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ statusCode })

  const asking = await sendBytes(port, post('', { ...head, headers: { ...head.headers, ...expecting } }))
  expect(asking.status).toBe(statusCode)
  expect(asking.text).not.toContain('100 Continue')
  // where the next request would begin is unknown
  expect(asking.text).toMatch(/^connection: close\r$/im)
})

test.each([
  ['/collect', '{"a":1}', 200],
  ['/api/session', '{"token":"token-of-the-tests"}', 204],
])(
  'asks for the body of a request to %s that is accepted, and keeps the connection',
  async (path, body, statusCode) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' }
    const send = () =>
      new Promise((resolve, reject) => {
        const sending = request({ port, path, method: 'POST', agent, headers }, (answer) => {
          answer.resume().once('end', () => resolve([answer.statusCode, sending.reusedSocket]))
        })
        sending.once('continue', () => sending.end(body)).once('error', reject)
      })
    expect(await send()).toEqual([statusCode, false])
    expect(await send()).toEqual([statusCode, true])
    agent.destroy()
  },
)

test('refuses a request over the rate limit before its body is sent', async () => {
  const limited = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '1' })
  await limited.listen({ port: 0, host: '127.0.0.1' })
  const { port: limitedPort } = limited.server.address() as AddressInfo
  const head = { headers: { 'content-type': 'application/xml', 'content-length': '1000', ...expecting } }
  const statuses: number[] = []
  for (let n = 0; n < 2; n++) {
    const { status, text } = await sendBytes(limitedPort, post('', head))
    statuses.push(status)
    expect(text).not.toContain('100 Continue')
  }
  expect(statuses).toEqual([415, 429])
  await limited.close()
})

test('answers a sender that keeps sending a body that is too large', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.alloc(5_000_000, ' '),
  })
  expect(answer.status).toBe(413)
})
