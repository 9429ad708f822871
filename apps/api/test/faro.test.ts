import type { ErrorGroupsAnswer, OverviewAnswer, SubmissionAnswer } from '@collector/schema'
import { describe, expect, test } from 'vitest'
import { get, startApps } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const session = 'v8qHcUO1mY'
const page = 'https://shop.example/cart?token=0123456789abc'
/** As `@grafana/faro-web-sdk` 2.12 sends it. */
const meta = {
  app: { name: 'shop', version: '1.4.2', environment: 'production' },
  browser: {
    name: 'Chrome',
    version: '153.0.0.0',
    os: 'Linux unknown',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
    language: 'de-DE',
    mobile: false,
    viewportWidth: '1280',
    viewportHeight: '720',
  },
  page: { url: page },
  session: { id: session, attributes: { previousSession: 'x' } },
  user: { id: '42', attributes: {} },
  sdk: { name: 'faro-core', version: '2.12.1' },
}
const vitalsBody = (values: object, more: object = {}) => ({
  meta,
  measurements: [
    {
      type: 'web-vitals',
      values: { delta: 1, ...values },
      timestamp: '2026-11-28T12:00:01.000Z',
      context: { id: 'v5-1', rating: 'good', navigation_type: 'navigate' },
    },
  ],
  ...more,
})
const thrown = {
  meta,
  exceptions: [
    {
      timestamp: '2026-11-28T12:00:00.500Z',
      type: 'TypeError',
      value: 'cart is undefined',
      stacktrace: {
        frames: [
          { filename: 'https://shop.example/app.js', function: 'pay', lineno: 3, colno: 4 },
          { filename: 'https://shop.example/app.js', function: '?', lineno: 1, colno: 2 },
        ],
      },
      context: { cause: 'RangeError: root', step: '2' },
    },
  ],
  logs: [
    { message: 'console.error: broken', level: 'error', context: {}, timestamp: '2026-11-28T12:00:00.600Z' },
    { message: 'fine', level: 'info', context: {}, timestamp: '2026-11-28T12:00:00.700Z' },
  ],
  events: [{ name: 'session_start', domain: 'browser', timestamp: '2026-11-28T12:00:00.400Z' }],
}

describe.each(engines)("what Grafana Faro's SDK posts, on $name", (engine) => {
  const apps = startApps(engine)
  const post = (app: typeof apps.app, payload: object | string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/faro/collect',
      headers: { 'content-type': 'application/json', 'x-faro-session-id': session, ...headers },
      payload,
    })

  test('errors and vitals of several posts, to several processes, are one page view', async () => {
    const answer = await post(apps.app, thrown, { 'idempotency-key': 'first' })
    expect([answer.statusCode, answer.body]).toEqual([202, ''])
    // sent again, because its answer was lost
    expect((await post(apps.app, thrown, { 'idempotency-key': 'first' })).statusCode).toBe(202)
    const bodies = [{ lcp: 5000 }, { fcp: 900 }, { ttfb: 300 }, { cls: 0.3 }, { inp: 180 }, { lcp: 5100 }]
    const answers = await Promise.all(
      bodies.map((values, n) =>
        post([apps.app, apps.second][n % 2] ?? apps.app, vitalsBody(values), { 'idempotency-key': `vital ${n}` }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(bodies.map(() => 202))

    const { counts, vitals, paths }: OverviewAnswer = await get(apps.app, '/api/overview')
    expect(counts).toMatchObject({ pageViews: { current: 1 }, errors: { current: 2 } })
    expect(paths).toMatchObject([{ value: '/cart' }])
    expect(vitals.map(({ metric, count }) => [metric, count.current]).toSorted()).toEqual(
      ['cls', 'fcp', 'inp', 'lcp', 'ttfb'].map((metric) => [metric, 1]),
    )
  })

  test('an exception keeps its cause, stack, context, release and user; the body is kept, scrubbed', async () => {
    const { items } = await get(apps.app, '/api/submissions?limit=200')
    const { pageView } = await get(apps.app, `/api/submissions/${items[0].submissionId}/related`)
    expect(pageView.map(({ sequence }: { sequence: number }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const whole: SubmissionAnswer = await get(apps.app, `/api/submissions/${pageView.at(-1).submissionId}`)
    expect(whole).toMatchObject({
      page: { url: 'https://shop.example/cart?token=[removed]', sessionId: session },
      app: { release: '1.4.2', environment: 'production' },
      user: { id: '42' },
      browser: { language: 'de-DE', viewport: { width: 1280, height: 720 } },
      errors: [
        {
          type: 'error',
          name: 'TypeError',
          message: 'cart is undefined',
          source: 'https://shop.example/app.js',
          lineno: 3,
          colno: 4,
          stack:
            'TypeError: cart is undefined\n    at pay (https://shop.example/app.js:3:4)\n    at https://shop.example/app.js:1:2',
          cause: ['RangeError: root'],
          context: { step: '2' },
          timestamp: '2026-11-28T12:00:00.500Z',
        },
        { type: 'captured', message: 'console.error: broken' },
      ],
      extra: { faro: { meta: { page: { url: 'https://shop.example/cart?token=[removed]' } } } },
    })
    const first = await get(apps.app, `/api/submissions/${pageView[0].submissionId}`)
    expect(first.extra.faro).toMatchObject({ events: thrown.events, logs: thrown.logs })
    expect(first.timestamp).toBe('2026-11-28T12:00:00.500Z')
  })

  test('another page of the session is another page view, equal errors of one are counted', async () => {
    const elsewhere = { ...thrown, meta: { ...meta, page: { url: 'https://shop.example/' } }, logs: [] }
    for (const key of ['a', 'b', 'c']) await post(apps.app, elsewhere, { 'idempotency-key': key })
    const { items }: ErrorGroupsAnswer = await get(apps.app, '/api/errors?path=/')
    expect(items).toMatchObject([{ message: 'cart is undefined', count: 3, pageViews: 1 }])
    expect((await get(apps.app, '/api/overview')).counts.pageViews.current).toBe(2)
  })

  test('a preflight allows the headers that the SDK sends', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const { statusCode, headers: answered } = await apps.app.inject({
      method: 'OPTIONS',
      url: '/faro/collect',
      headers,
    })
    expect([statusCode, answered['access-control-allow-origin']]).toEqual([204, '*'])
    const allowed = String(answered['access-control-allow-headers']).toLowerCase().split(', ')
    const sent = ['content-type', 'content-encoding', 'x-api-key', 'x-faro-session-id', 'idempotency-key']
    expect(allowed).toEqual(expect.arrayContaining(sent))
  })

  test('refusals are listed under its address, too many are told when to retry', async () => {
    const limited = await buildTestApp(apps.storage, { RATE_LIMIT_PER_MINUTE: '1', MAX_BODY_BYTES: '2000' })
    expect((await post(limited, '{')).statusCode).toBe(400)
    const refused = await post(limited, thrown)
    // the SDK drops what it shall keep for more than 30 s
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '30'])
    expect(refused.headers['access-control-expose-headers']).toContain('Retry-After')
    const { items } = await get(limited, '/api/refusals')
    const at = { path: '/faro/collect' }
    expect(items).toMatchObject([
      { ...at, reason: 'rate', statusCode: 429 },
      { ...at, reason: 'body', statusCode: 400 },
    ])
    await limited.close()
  })
})
