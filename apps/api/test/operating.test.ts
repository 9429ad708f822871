import { clientAddressAnswer, type RefusalsAnswer, refusalsAnswer } from '@collector/schema'
import type { InjectOptions } from 'fastify'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusals } from '../src/operating/refusals.ts'
import { openStorage, type Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
beforeAll(async () => {
  ;({ storage } = await openPostgres())
})
afterAll(() => storage?.close())

type App = Awaited<ReturnType<typeof buildTestApp>>

const bearer = { authorization: `Bearer ${testToken}` }
const json = { 'content-type': 'application/json' }
const refusalsOf = async (app: App): Promise<RefusalsAnswer> =>
  (await app.inject({ url: '/api/refusals', headers: bearer })).json()

/** The value of one line of Prometheus text. */
async function metric(app: App, line: string): Promise<number | undefined> {
  const { body } = await app.inject({ url: '/metrics' })
  const found = body.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.split(' ').at(-1))
}

describe('refusals are counted and listed with their reason', () => {
  const cases: [string, string, InjectOptions][] = [
    ['origin', 'ALLOWED_ORIGINS', { headers: { ...json, origin: 'https://evil.example' }, payload: '{}' }],
    ['origin', 'ALLOWED_ORIGINS', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }],
    ['body', '/errors must be array', { headers: json, payload: '{"errors":{}}' }],
    ['body', 'not JSON', { headers: json, payload: '{' }],
    ['size', 'larger than 1024 bytes', { headers: json, payload: `{"a":"${'x'.repeat(2000)}"}` }],
    [
      'type',
      'Content-Type must be application/json or text/plain',
      { headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
    ],
    ['type', 'Content-Encoding must be', { headers: { ...json, 'content-encoding': 'zstd' }, payload: '{}' }],
    ['address', 'there is no POST here', { url: '/colect', headers: json, payload: '{}' }],
  ]

  test.each(cases)('%s: %s', async (reason, message, options) => {
    const app = await buildTestApp(storage, { ALLOWED_ORIGINS: 'https://a.example', MAX_BODY_BYTES: '1024' })
    const request = { method: 'POST', url: '/collect', ...options } as const
    for (let n = 0; n < 2; n++) await app.inject(request)
    const answer = await refusalsOf(app)
    expect(Value.Errors(refusalsAnswer, answer)).toEqual([])
    expect(answer.counts[reason]).toBe(2)
    expect(answer.items).toHaveLength(1)
    expect(answer.items[0]).toMatchObject({
      reason,
      message: expect.stringContaining(message),
      count: 2,
      ip: '127.0.0.1',
    })
    expect(await metric(app, `collector_submissions_refused_total{reason="${reason}"}`)).toBe(2)
    await app.close()
  })

  test('a request over the rate limit is listed', async () => {
    const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '1', IP_MODE: 'none' })
    for (let n = 0; n < 3; n++) await app.inject({ method: 'POST', url: '/collect', headers: json, payload: '{}' })
    const { counts, items } = await refusalsOf(app)
    expect(counts['rate']).toBe(2)
    expect(items[0]).toMatchObject({ statusCode: 429, count: 2, ip: null })
    await app.close()
  })

  test('a request while the database is unavailable is listed', async () => {
    const away = await openStorage(
      { dbUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: '', skipDb: true },
      { info() {}, warn() {} },
    )
    const app = await buildTestApp(away)
    await app.inject({ method: 'POST', url: '/collect', headers: json, payload: '{}' })
    expect((await refusalsOf(app)).counts['database']).toBe(1)
    expect(await metric(app, 'collector_database_up')).toBe(0)
    await app.close()
    await away.close()
  })

  test('the list of refusals is bounded per reason', () => {
    const refusals = new Refusals()
    const one = { statusCode: 400, path: '/collect', origin: null, contentType: null, userAgent: null, ip: null }
    refusals.add({ ...one, reason: 'origin', message: 'no' })
    for (let n = 0; n < 1000; n++) refusals.add({ ...one, reason: 'body', message: `${n}` })
    const { items, counts } = refusals.answer()
    expect(items).toHaveLength(31)
    expect(items.map(({ message }) => message)).toEqual(expect.arrayContaining(['no', '999', '970']))
    expect(counts).toMatchObject({ origin: 1, body: 1000, size: 0 })
  })
})

describe('metrics', () => {
  test('metrics count what was received and stored, need no token and name no visitor', async () => {
    const app = await buildTestApp(storage)
    const submissionId = 'b3b9a6ce-6f0a-4e51-9e36-2f4c52a9d111'
    for (let n = 0; n < 3; n++) {
      const answer = await app.inject({
        method: 'POST',
        url: '/collect?visitor=secret',
        headers: { ...json, 'user-agent': 'secret-agent', origin: 'https://secret.example' },
        remoteAddress: '203.0.113.77',
        payload: JSON.stringify({
          submissionId: n < 2 ? submissionId : undefined,
          page: { url: 'https://secret.example' },
        }),
      })
      expect(answer.statusCode).toBe(200)
    }
    await app.inject({ method: 'POST', url: '/collect', headers: json, payload: '[]' })
    await app.inject({ url: '/api/submissions', headers: { authorization: 'Bearer secret' } })
    await app.inject({ url: '/submissions/secret' })

    const { headers, body } = await app.inject({ url: '/metrics' })
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(body).not.toMatch(/secret|203\.0\.113/)
    const expected = {
      collector_submissions_received_total: 4,
      'collector_submissions_stored_total{repeated="false"}': 2,
      'collector_submissions_stored_total{repeated="true"}': 1,
      collector_submissions_waiting: 0,
      collector_batch_submissions_sum: 3,
      collector_batch_duration_seconds_count: 3,
      collector_wrong_tokens_total: 1,
      collector_database_up: 1,
      'collector_request_duration_seconds_count{method="POST",route="/collect",status="2xx"}': 3,
      'collector_request_duration_seconds_count{method="GET",route="/submissions/:submissionId",status="2xx"}': 1,
    }
    for (const [line, value] of Object.entries(expected)) expect(await metric(app, line), line).toBe(value)
    expect(await metric(app, 'collector_database_connections{state="open"}')).toBeGreaterThan(0)
    expect(await metric(app, 'collector_rollup_queue_page_views')).toBeGreaterThanOrEqual(2)
    expect(await metric(app, 'collector_rollup_lag_seconds')).toBeGreaterThanOrEqual(0)
    await app.close()
  })
})

test.each([
  [{}, '203.0.113.77', { address: '198.51.100.9', stored: '198.51.100.9', isTrustedProxy: false }],
  [{ TRUST_PROXY: '198.51.100.0/24' }, '203.0.113.77', { address: '203.0.113.77', isTrustedProxy: true }],
  [{ TRUST_PROXY: '198.51.100.0/24', IP_MODE: 'truncated' }, '203.0.113.77', { stored: '203.0.113.0' }],
  [{ IP_MODE: 'none' }, '', { address: '198.51.100.9', stored: null, forwardedFor: null }],
])('with %j and X-Forwarded-For %s the address seen is explained', async (env, forwarded, expected) => {
  const app = await buildTestApp(storage, env as Record<string, string>)
  const answer = await app.inject({
    url: '/api/client-address',
    remoteAddress: '198.51.100.9',
    headers: { ...bearer, ...(forwarded && { 'x-forwarded-for': forwarded }) },
  })
  expect(Value.Errors(clientAddressAnswer, answer.json())).toEqual([])
  expect(answer.json()).toMatchObject({ connection: '198.51.100.9', ...expected })
  await app.close()
})
