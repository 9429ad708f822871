import { gzipSync } from 'node:zlib'
import type { OverviewAnswer, SubmissionAnswer } from '@collector/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reExtractRows } from '../src/jobs/re-extract.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const bearer = { authorization: `Bearer ${testToken}` }
const hex = (n: number) => n.toString(16).padStart(32, '0')
const dashed = (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const event = (n: number, more: object = {}) => ({
  event_id: hex(n),
  platform: 'javascript',
  request: { url: 'https://shop.example/cart?token=0123456789abc', headers: { 'User-Agent': 'Mozilla/5.0' } },
  contexts: { trace: { trace_id: hex(1000) } },
  exception: {
    values: [{ type: 'TypeError', value: `Error ${'ab'[n % 2]}`, mechanism: { type: 'onerror', handled: false } }],
  },
  ...more,
})
const envelope = (...items: [type: string, payload: object][]) =>
  [{}, ...items.flatMap(([type, payload]) => [{ type }, payload])].map((line) => JSON.stringify(line)).join('\n')

describe.each(engines)("what Sentry's SDKs post, on $name", ({ open }) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  let key: string

  beforeAll(async () => {
    ;({ storage } = await open())
    app = await buildTestApp(storage, { MAX_BODY_BYTES: '65536', ALLOWED_ORIGINS: 'https://shop.example' })
    const { dsn } = (await app.inject({ url: '/api/setup', headers: bearer })).json()
    key = new URL(dsn).username
    expect(dsn).toMatch(/^http:\/\/[0-9a-f]{32}@localhost(:80)?\/1$/)
  })
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  const post = (payload: string | Buffer, { url = `/api/1/envelope/?sentry_key=${key}`, headers = {} } = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers } })
  const overview = async () => (await app.inject({ url: '/api/overview', headers: bearer })).json() as OverviewAnswer
  const submission = async (id: string) =>
    (await app.inject({ url: `/api/submissions/${dashed(id)}`, headers: bearer })).json() as SubmissionAnswer

  test('errors and vitals of one page view are one, whatever they come in', async () => {
    const first = await post(envelope(['session', {}], ['event', event(1)]))
    expect([first.statusCode, first.json()]).toEqual([200, { id: hex(1) }])
    expect((await post(envelope(['event', event(1)]))).statusCode).toBe(200)
    const measured = { ...event(3), exception: undefined, measurements: { lcp: { value: 5000 }, fcp: { value: 900 } } }
    await Promise.all([
      post(gzipSync(envelope(['event', event(2)])), { headers: { 'content-encoding': 'gzip' } }),
      post(envelope(['transaction', measured])),
      post(envelope(['span', { trace_id: hex(1000), span_id: 'a', measurements: { inp: { value: 300 } } }])),
    ])
    const { counts, vitals, paths } = await overview()
    expect(counts).toMatchObject({ pageViews: { current: 1 }, errors: { current: 2 } })
    expect(paths).toMatchObject([{ value: '/cart' }])
    const measuredOnes = vitals.filter(({ count }) => count.current === 1).map(({ metric }) => metric)
    expect(measuredOnes.toSorted()).toEqual(['fcp', 'inp', 'lcp'])
    expect(await submission(hex(1))).toMatchObject({
      page: { url: 'https://shop.example/cart?token=[removed]' },
      errors: [{ type: 'error', name: 'TypeError', message: 'Error b' }],
      extra: { sentry: { event_id: hex(1) } },
    })
  })

  test('the key is taken from every place, a wrong one is refused and says so', async () => {
    const body = envelope(['event', event(5)])
    const asHeader = { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${key}` }
    const inEnvelope = body.replace('{}', JSON.stringify({ dsn: `https://${key}@collector.example/1` }))
    expect((await post(body, { url: '/api/1/envelope/', headers: asHeader })).statusCode).toBe(200)
    expect((await post(inEnvelope, { url: '/api/7/envelope' })).statusCode).toBe(200)
    expect((await post(JSON.stringify(event(6)), { url: `/api/1/store/?sentry_key=${key}` })).json()).toEqual({
      id: hex(6),
    })
    for (const url of ['/api/1/envelope/', '/api/1/envelope/?sentry_key=wrong']) {
      expect((await post(body, { url })).statusCode).toBe(403)
    }
    const { items } = (await app.inject({ url: '/api/refusals', headers: bearer })).json()
    expect(items[0]).toMatchObject({ statusCode: 403, message: expect.stringContaining('the key of the DSN is wrong') })
  })

  test('an error of a server is an error and no page view, also once it is extracted again', async () => {
    const before = await overview()
    const value = 'Out of stock'
    const ofServer = event(7, { platform: 'node', exception: { values: [{ type: 'Error', value }] } })
    expect((await post(envelope(['event', ofServer]))).statusCode).toBe(200)
    expect((await overview()).counts.pageViews).toEqual(before.counts.pageViews)
    const { id } = await submission(hex(7))
    await reExtractRows(storage.db, [id])
    expect((await overview()).counts.pageViews).toEqual(before.counts.pageViews)
    const { items } = (await app.inject({ url: '/api/errors', headers: bearer })).json()
    expect(items.map(({ message }: { message: string }) => message)).toContain(value)
  })

  test('/security/ takes reports of policies with the key, as reports', async () => {
    const before = await overview()
    const payload = JSON.stringify({
      'csp-report': {
        'document-uri': 'https://shop.example/cart',
        'effective-directive': 'img-src',
        'blocked-uri': 'https://evil.example/x.png',
      },
    })
    const headers = { 'content-type': 'application/csp-report' }
    const at = (sentKey: string) =>
      `/api/1/security/?sentry_key=${sentKey}&sentry_release=1.4.2&sentry_environment=test`
    expect((await post(payload, { url: at(key), headers })).statusCode).toBe(204)
    expect((await post(payload, { url: at('wrong'), headers })).statusCode).toBe(403)
    const { items } = (await app.inject({ url: '/api/submissions?kind=report', headers: bearer })).json()
    const reports: SubmissionAnswer[] = await Promise.all(
      items.map((one: { submissionId: string }) => submission(one.submissionId.replaceAll('-', ''))),
    )
    expect(reports).toContainEqual(
      expect.objectContaining({
        app: { release: '1.4.2', environment: 'test' },
        errors: [expect.objectContaining({ type: 'csp', message: 'img-src blocked https://evil.example/x.png' })],
      }),
    )
    expect((await overview()).counts.pageViews).toEqual(before.counts.pageViews)
  })

  test.each([
    ['no envelope', 'hello', 400],
    ['a broken item', '{}\n{"type":"event"}\n{', 400],
    ['a wrong length', '{}\n{"type":"event","length":5}\n{}', 400],
    ['too many levels', `{}\n{"type":"event"}\n${'['.repeat(5000)}`, 400],
    [
      'not UTF-8',
      Buffer.concat([Buffer.from('{}\n{"type":"event"}\n{"message":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      400,
    ],
    ['a prototype', '{}\n{"type":"event"}\n{"__proto__":{"a":1}}', 400],
    ['too much', `{}\n{"type":"event"}\n{"message":"${'x'.repeat(70_000)}"}`, 413],
    ['nothing', '', 400],
    ['unknown items alone', '{}\n{"type":"surprise"}\n{}', 200],
  ])('%s leaves no row', async (_name, body, status) => {
    const count = () =>
      storage.db
        .selectFrom('debugData')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst()
    const before = await count()
    expect((await post(body)).statusCode).toBe(status)
    expect(await count()).toEqual(before)
  })

  test('browsers may read what the SDK needs, from allowed origins', async () => {
    const origin = 'https://shop.example'
    const preflight = await app.inject({ method: 'OPTIONS', url: '/api/1/envelope/', headers: { origin } })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toContain('X-Sentry-Auth')
    const { headers } = await post(envelope(['session', {}]), { headers: { origin } })
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers['access-control-expose-headers']).toContain('X-Sentry-Rate-Limits')
    expect((await post(envelope(), { headers: { origin: 'https://evil.example' } })).statusCode).toBe(403)
  })

  test('too many are told to wait in the way the SDK reads', async () => {
    const limited = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '1' })
    const send = () =>
      limited.inject({ method: 'POST', url: `/api/1/envelope/?sentry_key=${key}`, payload: envelope(['session', {}]) })
    await send()
    const refused = await send()
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['x-sentry-rate-limits']).toBe(`${refused.headers['retry-after']}::organization`)
    await limited.close()
  })
})
