import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inlets } from '../src/inlets/inlets.ts'
import type { Storage } from '../src/storage/storage.ts'
import { bearer, get } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const utf16 = Buffer.from('{"meta":{}}', 'utf16le')
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** Bodies in no inlet's format, also as an item of an envelope. */
const broken: (string | Buffer)[] = [
  ...[
    '',
    ' ',
    '\0',
    '{',
    '}',
    '[',
    '"x',
    'null',
    'true',
    '7',
    '"x"',
    '[]',
    '[[]]',
    '{"a":1}{"b":2}',
    '<a/>',
    'a=1&b=2',
  ],
  ...['{"__proto__":{}}', '{"meta":{"__proto__":{"a":1}}}', '{"constructor":{"prototype":{}}}'],
  deep(100_000),
  `{"meta":${deep(2000)}}`,
  `{"meta":{},"exceptions":${deep(2000)}}`,
  `{"meta":{},"logs":[${Array(400_000).fill('0').join()}]}`.slice(0, 1_000_000),
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  utf16,
]
/** Names that a lookup in an object finds. */
const inheritedTypes = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
const kinds: unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\u0000\ud800',
  'x'.repeat(50_000),
  [],
  [[null]],
  {},
  { toString: 1, length: -1 },
]
/** Members that the inlets read. */
const members = [
  ...['meta', 'exceptions', 'measurements', 'logs', 'events', 'traces', 'type', 'body', 'url', 'age', 'user_agent'],
  ...[
    'csp-report',
    'event_id',
    'timestamp',
    'exception',
    'message',
    'logentry',
    'breadcrumbs',
    'tags',
    'user',
    'extra',
  ],
  ...['contexts', 'request', 'debug_meta', 'measurements', 'items', 'trace_id', 'span_id', 'attributes', 'release'],
]

describe.each(engines)('every inlet, on $name', ({ open }) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  let addresses: string[]
  beforeAll(async () => {
    ;({ storage } = await open())
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    const key = new URL((await get(app, '/api/setup')).dsn).username
    addresses = inlets.map((inlet) => {
      const [path = ''] = inlet.paths({ reportPath: '/report' })
      return path.replace(':project(^\\d+$)', '1') + (inlet.findKey ? `?sentry_key=${key}` : '')
    })
  })
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  const count = async () => {
    const { n } = await storage.db
      .selectFrom('debugData')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  const send = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': typeOf(url), ...headers } })

  test('refuses what is broken, with a reason on the page Refusals, and stores none of it', async () => {
    for (const url of addresses) {
      const before = await count()
      for (const body of broken) {
        const bodies = url.includes('envelope') ? [body, asItem(body, 'event'), asItem(body, 'feedback')] : [body]
        for (const payload of bodies) {
          const name = `${url} ${payload.toString('latin1' as never).slice(0, 80)}`
          const answer = await send(url, payload)
          expect(answer.statusCode, name).toBeLessThan(500)
          // an envelope may hold nothing, and unknown members are no mistake
          if (answer.statusCode < 300) expect(await count(), name).toBe(before)
        }
      }
      for (const type of inheritedTypes) {
        const payload = url.includes('envelope') ? asItem('{}', type) : JSON.stringify([{ type }])
        expect((await send(url, payload)).statusCode, `${url} ${type}`).toBeLessThan(500)
      }
      expect(await count(), url).toBe(before)
      const [{ path }] = (await get(app, '/api/refusals')).items
      expect(url.split('?')).toContain(path)
    }
  })

  test('refuses encodings, sizes and content types as POST /collect does', async () => {
    for (const url of addresses) {
      const statuses = await Promise.all([
        send(url, '{}', { 'content-encoding': 'gzip' }),
        send(url, '{}', { 'content-encoding': 'zstd' }),
        send(url, gzipSync(Buffer.alloc(20_000_000, ' ')), { 'content-encoding': 'gzip' }),
        send(url, Buffer.alloc(1_100_000, ' ')),
        ...(url.includes('/api/') ? [] : [send(url, '{}', { 'content-type': 'image/png' })]),
      ])
      const [first, ...others] = statuses.map(({ statusCode }) => statusCode)
      expect([first, ...others], url).toEqual([400, 415, 413, 413, ...(url.includes('/api/') ? [] : [415])])
    }
  })

  test('takes members of any kind without an error of its own', async () => {
    for (const url of addresses) {
      for (const member of members) {
        const bodies = kinds.map((kind) => JSON.stringify({ ...sound(url), [member]: kind }))
        const sent = url.includes('envelope')
          ? ['event', 'transaction', 'span', 'feedback'].flatMap((type) => bodies.map((body) => asItem(body, type)))
          : bodies
        const answers = await Promise.all(sent.map((body) => send(url, body)))
        expect(Math.max(...answers.map(({ statusCode }) => statusCode)), `${url} ${member}`).toBeLessThan(500)
      }
    }
    const list = await app.inject({ url: '/api/submissions?limit=200', headers: bearer })
    expect(list.statusCode).toBe(200)
  })

  test('takes no access token and answers preflights', async () => {
    for (const url of addresses) {
      const preflight = await app.inject({ method: 'OPTIONS', url, headers: { origin: 'https://shop.example' } })
      expect([preflight.statusCode, preflight.headers['access-control-allow-methods']], url).toEqual([204, 'POST'])
      expect((await send(url, sound(url, true))).statusCode, url).toBeLessThan(300)
    }
  })
})

function typeOf(url: string): string {
  return /report|security/.test(url) ? 'application/reports+json' : 'application/json'
}

/** A body that the inlet takes. */
function sound(url: string): object
function sound(url: string, isText: true): string
function sound(url: string, isText = false): object | string {
  const body = /report|security/.test(url)
    ? { type: 'crash', url: 'https://shop.example/', body: {} }
    : url.includes('faro')
      ? { meta: { session: { id: 'a' }, page: { url: 'https://shop.example/' } } }
      : { event_id: '0'.repeat(32), contexts: { trace: { trace_id: '1'.repeat(32) } } }
  if (!isText) return body
  return url.includes('envelope') ? asItem(JSON.stringify(body), 'event').toString() : JSON.stringify(body)
}

function asItem(payload: string | Buffer, type: string): Buffer {
  return Buffer.concat([Buffer.from(`{}\n{"type":"${type}"}\n`), Buffer.from(payload as string)])
}
