import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

type App = Awaited<ReturnType<typeof buildTestApp>>

let storage: Storage
let app: App
const json = { 'content-type': 'application/json' }

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const post = (payload: string | Buffer, headers: Record<string, string> = json, to = app) =>
  to.inject({ method: 'POST', url: '/collect', headers, payload })

const lastRow = () => storage.db.selectFrom('debugData').selectAll().orderBy('id', 'desc').executeTakeFirst()

const predecessorPayload = {
  browser: {
    userAgent: 'Mozilla/5.0',
    language: 'de',
    cookiesEnabled: true,
    doNotTrack: null,
    screenResolution: '2560x1440',
  },
  performance: {
    timing: { loadEventEnd: 1700000000000 },
    memory: { usedJSHeapSize: 1 },
    navigation: { type: 0 },
    resources: [{ name: 'https://a.example/x.js', duration: 12.5, size: 1024, type: 'script' }],
  },
  fingerprints: { canvas: 'data:image/png;base64,AAAA', fonts: ['Arial'], webgl: { vendor: 'v', renderer: 'r' } },
  errors: [
    {
      message: 'm',
      source: 's.js',
      lineno: 1,
      colno: 2,
      stack: 'Error: m\n at s.js:1:2',
      timestamp: '2026-11-23T10:00:00.000Z',
    },
  ],
  timestamp: '2026-11-23T10:00:00.000Z',
}

describe('accepted bodies', () => {
  test("the predecessor's payload is stored, then echoed", async () => {
    const answer = await post(JSON.stringify(predecessorPayload))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual(predecessorPayload)
    const row = await lastRow()
    expect(JSON.parse(row?.browserInfo ?? '')).toEqual(predecessorPayload.browser)
    expect(JSON.parse(row?.performanceData ?? '')).toEqual(predecessorPayload.performance)
    expect(JSON.parse(row?.fingerprints ?? '')).toEqual(predecessorPayload.fingerprints)
    expect(JSON.parse(row?.errors ?? '')).toEqual(predecessorPayload.errors)
    expect(answer.headers['x-submission-id']).toBe(row?.submissionId)
    expect(answer.headers['x-submission-number']).toBe(String(row?.id))
  })

  test('text/plain with JSON, gzip and Prefer: return=minimal are accepted', async () => {
    const payload = gzipSync('{"browser":{"language":"é😀"}}')
    const answer = await post(payload, {
      'content-type': 'text/plain;charset=UTF-8',
      'content-encoding': 'gzip',
      prefer: 'respond-async, return=minimal',
    })
    expect(answer.statusCode).toBe(204)
    expect(answer.body).toBe('')
    expect((await lastRow())?.browserInfo).toBe('{"language":"é😀"}')
  })

  test.each([
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ] as const)('Content-Encoding: %s (%o)', async (encoding, deflate) => {
    const payload = JSON.stringify(predecessorPayload)
    const answer = await post(deflate(payload), { ...json, 'content-encoding': encoding })
    expect(answer.body).toBe(payload)
    expect((await lastRow())?.errors).toBe(JSON.stringify(predecessorPayload.errors))
  })

  test('fields of unexpected types and 1,000 levels are stored', async () => {
    const deep = `{"browser":{"x":${'['.repeat(998)}${']'.repeat(998)}},"errors":[1,null,{"count":"many"}]}`
    expect((await post(deep)).statusCode).toBe(200)
  })

  test('twelve simultaneous posts of one id store one row', async () => {
    const payload = JSON.stringify({ submissionId: 'E2B1F0F2-4D43-4C5B-8B36-2F8C8C7A9D10', browser: { a: 1 } })
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(payload)))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(12).fill(200))
    expect(answers.every((answer) => answer.body === payload)).toBe(true)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from debug_data
      where submission_id = 'e2b1f0f2-4d43-4c5b-8b36-2f8c8c7a9d10'`.execute(storage.db)
    expect(rows[0]?.n).toBe(1)
  })
})

describe('refused bodies', () => {
  let before: number | undefined
  beforeEach(async () => {
    before = (await lastRow())?.id
  })

  test.each([
    ['', 400, 'the body is not JSON'],
    ['{', 400, 'the body is not JSON'],
    ['null', 400, '/ must be object'],
    ['[]', 400, '/ must be object'],
    ['"text"', 400, '/ must be object'],
    ['{"browser":null}', 400, '/browser must be object'],
    ['{"performance":[]}', 400, '/performance must be object'],
    ['{"fingerprints":"x"}', 400, '/fingerprints must be object'],
    ['{"errors":{}}', 400, '/errors must be array'],
    ['{"page":1}', 400, '/page must be object'],
    ['{"submissionId":"1"}', 400, '/submissionId must be a UUID'],
    ['{"timestamp":1700000000000}', 400, '/timestamp must be string'],
    ['{"timestamp":"yesterday"}', 400, '/timestamp must be an ISO 8601 date and time'],
    ['{"browser":{"__proto__":{}}}', 400, '__proto__'],
    ['{"browser":{"\\u005f_proto__":{}}}', 400, '__proto__'],
    ['{"browser":{"constructor":{"prototype":{}}}}', 400, 'constructor'],
    [`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, 400, 'deeper than 1000 levels'],
    [`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 400, 'deeper than 1000 levels'],
    [`{"a":"${'x'.repeat(1_048_576)}"}`, 413, 'larger than 1048576 bytes'],
  ])('%.60s', async (payload, statusCode, message) => {
    const answer = await post(payload)
    expect(answer.json()).toEqual({ statusCode, error: expect.any(String), message: expect.stringContaining(message) })
    expect(answer.statusCode).toBe(statusCode)
    expect((await lastRow())?.id).toBe(before)
  })

  test.each([
    ['a bomb', gzipSync(`{"a":"${'x'.repeat(50_000_000)}"}`), { ...json, 'content-encoding': 'gzip' }, 413],
    ['what is not gzip', Buffer.from('{}'), { ...json, 'content-encoding': 'gzip' }, 400],
    ['half of a gzip', gzipSync('{"a":1}').subarray(0, 15), { ...json, 'content-encoding': 'gzip' }, 400],
    ['what is not brotli', Buffer.from('{}'), { ...json, 'content-encoding': 'br' }, 400],
    ['another encoding', Buffer.from('{}'), { ...json, 'content-encoding': 'zstd' }, 415],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json, 400],
    ['another content type', Buffer.from('<a/>'), { 'content-type': 'application/xml' }, 415],
    ['a form', Buffer.from('a=1'), { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('%s', async (_name, payload, headers, statusCode) => {
    const answer = await post(payload, headers as Record<string, string>)
    expect(answer.json()).toMatchObject({ statusCode })
    expect((await lastRow())?.id).toBe(before)
  })

  test('requests over the rate limit get 429 with Retry-After', async () => {
    const limited = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '2' })
    for (let n = 0; n < 2; n++) expect((await post('{}', json, limited)).statusCode).toBe(200)
    const answer = await post('{}', json, limited)
    expect(answer.statusCode).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.json()).toMatchObject({ statusCode: 429, error: 'Too Many Requests' })
    // a machine has a whole network of IPv6 addresses, and its neighbour another
    const from = async (remoteAddress: string) =>
      (await limited.inject({ method: 'POST', url: '/collect', headers: json, payload: '{}', remoteAddress }))
        .statusCode
    const statuses: number[] = []
    for (const address of [
      '2001:db8::1',
      '2001:db8::2',
      '2001:db8:0:0:ffff::3',
      '2001:db8:0:1::1',
      '::ffff:192.0.2.1',
    ]) {
      statuses.push(await from(address))
    }
    expect(statuses).toEqual([200, 200, 429, 200, 200])
    await limited.close()
  })
})

describe('other origins', () => {
  const preflight = (to: App, origin: string) =>
    to.inject({ method: 'OPTIONS', url: '/collect', headers: { origin, 'access-control-request-method': 'POST' } })

  test('any origin may post by default, without cookies', async () => {
    const answer = await preflight(app, 'https://a.example')
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('Content-Type'),
    })
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test('a public page may post to a private network if its origin is allowed', async () => {
    const strict = await buildTestApp(storage, { ALLOWED_ORIGINS: 'https://a.example' })
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' }
    const allowed = async (url: string, origin: string) =>
      (await strict.inject({ method: 'OPTIONS', url, headers: { ...asked, origin } })).headers[
        'access-control-allow-private-network'
      ]
    expect(await allowed('/collect', 'https://a.example')).toBe('true')
    expect(await allowed('/collect', 'https://evil.example')).toBeUndefined()
    expect(await allowed('/collector.js', 'https://evil.example')).toBe('true')
    expect(await allowed('/collector-fingerprint.js', 'https://evil.example')).toBe('true')
    // nobody asked
    expect((await preflight(strict, 'https://a.example')).headers).not.toHaveProperty(
      'access-control-allow-private-network',
    )
    await strict.close()
  })

  test('only origins in ALLOWED_ORIGINS and our own may post if it is set', async () => {
    const strict = await buildTestApp(storage, { ALLOWED_ORIGINS: 'https://a.example, https://b.example' })
    const from = (origin: string) => post('{}', { ...json, origin, host: 'collector.example' }, strict)
    expect((await from('https://b.example')).headers['access-control-allow-origin']).toBe('https://b.example')
    expect((await from('http://collector.example')).statusCode).toBe(200)
    const refused = await from('https://evil.example')
    expect(refused.statusCode).toBe(403)
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin')
    expect((await preflight(strict, 'https://evil.example')).headers).not.toHaveProperty('access-control-allow-origin')
    expect((await post('{}', json, strict)).statusCode).toBe(200)
    await strict.close()
  })
})

test('COLLECT_PATH and SDK_PATH are second paths beside the default ones', async () => {
  const renamed = await buildTestApp(storage, { COLLECT_PATH: '/c', SDK_PATH: '/c.js' })
  for (const url of ['/collect', '/c']) {
    expect((await renamed.inject({ method: 'POST', url, headers: json, payload: '{}' })).statusCode).toBe(200)
  }
  for (const url of ['/collector.js', '/c.js', '/c-fingerprint.js', '/c-report.js']) {
    const answer = await renamed.inject({ url })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
  }
  await renamed.close()
})

test.each([
  ['full', '203.0.113.77'],
  ['truncated', '203.0.113.0'],
  ['none', null],
])('IP_MODE=%s, behind a trusted proxy', async (mode, stored) => {
  const behind = await buildTestApp(storage, { IP_MODE: mode, TRUST_PROXY: '127.0.0.1' })
  await post('{}', { ...json, 'x-forwarded-for': '203.0.113.77' }, behind)
  expect((await lastRow())?.ip).toBe(stored)
  await behind.close()
})

test('what a trusted proxy forwards is stored as an address, or not at all', async () => {
  const behind = await buildTestApp(storage, { TRUST_PROXY: '127.0.0.1' })
  const sent = [
    'unknown',
    '203.0.113.77:1234',
    '[2001:db8::1]:80',
    ',,,',
    "'; drop table debug_data; --",
    'x'.repeat(5000),
  ]
  const kept: unknown[] = []
  for (const forwarded of sent) {
    expect((await post('{}', { ...json, 'x-forwarded-for': forwarded }, behind)).statusCode).toBe(200)
    kept.push((await lastRow())?.ip)
  }
  expect(kept).toEqual([null, '203.0.113.77', '2001:db8::1', expect.anything(), null, null])
  await behind.close()
})

test('X-Forwarded-For from untrusted addresses is ignored', async () => {
  await post('{}', { ...json, 'x-forwarded-for': '203.0.113.77' })
  expect((await lastRow())?.ip).toBe('127.0.0.1')
})
