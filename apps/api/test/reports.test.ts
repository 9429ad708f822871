import { type ErrorGroup, errorGroupsAnswer, type SubmissionItem } from '@collector/schema'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { describe, expect, test, vi } from 'vitest'
import { reExtractRows } from '../src/jobs/re-extract.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { bearer, get, post, startApps } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'
import { storeBodies } from './support/store-bodies.ts'

const page = 'https://shop.example/checkout/17?token=S3CRET'
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
const reports = 'application/reports+json'
const report = (type: string, body: object, url = page) => ({ type, age: 420, url, user_agent: userAgent, body })
const violation = (blockedURL: string, more: object = {}) =>
  report('csp-violation', {
    documentURL: page,
    blockedURL,
    effectiveDirective: 'script-src-elem',
    disposition: 'enforce',
    ...more,
  })

type App = Awaited<ReturnType<typeof buildTestApp>>
const send = (app: App, payload: unknown, type = reports, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/report',
    headers: { 'content-type': type, ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
const groupsOf = async (app: App, query: string): Promise<ErrorGroup[]> =>
  (await get(app, `/api/errors?${query}`)).items

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  test.each<[name: string, type: string, message: string, sent: unknown, contentType?: string]>([
    [
      'a violation',
      'csp',
      'script-src-elem blocked https://evil.example/x.js',
      [violation('https://evil.example/x.js')],
    ],
    [
      'one report alone',
      'csp',
      'script-src-elem blocked https://cdn.example/y.js',
      violation('https://cdn.example/y.js'),
    ],
    [
      'the older form',
      'csp',
      'img-src blocked data',
      { 'csp-report': { 'document-uri': page, 'violated-directive': "img-src 'self'", 'blocked-uri': 'data' } },
      'application/csp-report',
    ],
    ['a crash', 'crash', 'The tab ran out of memory', [report('crash', { reason: 'oom' })]],
    [
      'a network error',
      'network',
      'tcp.timed_out https://api.example/cart',
      [
        report(
          'network-error',
          { type: 'tcp.timed_out', referrer: page, status_code: 0 },
          'https://api.example/cart?a=1',
        ),
      ],
    ],
    [
      'a deprecation',
      'deprecation',
      'unload is old',
      [report('deprecation', { id: 'Unload', message: 'unload is old' })],
    ],
    [
      'an intervention',
      'intervention',
      'Ignored a vibration',
      [report('intervention', { id: 'V', message: 'Ignored a vibration' })],
    ],
    [
      'a policy',
      'policy',
      'permissions-policy-violation: No camera',
      [report('permissions-policy-violation', { policyId: 'camera', message: 'No camera' })],
    ],
  ])('%s is an error of type %s', async (_name, type, message, sent, contentType) => {
    const answer = await send(apps.app, sent, contentType)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    const groups = await groupsOf(apps.app, `type=${type}`)
    expect(groups.find((group) => group.message === message)).toMatchObject({ type, count: 1, pageViews: 0 })
    expect(groups.every((group) => group.type === type)).toBe(true)
  })

  test('its row is a report, scrubbed, with what the browser sent', async () => {
    const { items } = await get(apps.app, '/api/submissions?kind=report&limit=200')
    expect(items.map(({ kind }: SubmissionItem) => kind)).toEqual(Array(items.length).fill('report'))
    expect((await get(apps.app, '/api/submissions?kind=pageView')).items).toEqual([])
    const { submissionId } = items.at(-1)
    const whole = await get(apps.app, `/api/submissions/${submissionId}`)
    expect(whole).toMatchObject({
      page: { url: 'https://shop.example/checkout/17?token=[removed]' },
      browser: { userAgent },
      extra: { report: { type: 'csp-violation', body: { blockedURL: 'https://evil.example/x.js' } } },
    })
    expect(items.at(-1)).toMatchObject({ browser: { name: 'Chrome' }, errorCount: 1 })
    const stored = await sql<{ text: string }>`select d::text as text from debug_data d`.execute(apps.storage.db)
    expect(JSON.stringify(stored.rows)).not.toContain('S3CRET')
  })

  test('reports are grouped by what matters of each type', async () => {
    const before = new Map((await groupsOf(apps.app, 'limit=200')).map(({ groupKey, count }) => [groupKey, count]))
    await send(apps.app, [
      violation('https://evil.example/other.js', { documentURL: 'https://shop.example/' }),
      violation('https://evil.example/x.js', { effectiveDirective: 'img-src' }),
      report('crash', { reason: 'oom' }, 'https://shop.example/checkout/18'),
      report('crash', { reason: 'oom' }, 'https://shop.example/cart'),
      report('network-error', { type: 'tcp.timed_out' }, 'https://api.example/else'),
      report('network-error', { type: 'tcp.refused' }, 'https://api.example/cart'),
    ])
    const after = await groupsOf(apps.app, 'limit=200')
    const changed = after.filter(({ groupKey, count }) => before.get(groupKey) !== count)
    expect(changed.map(({ type, groupKey }) => `${type} ${before.has(groupKey)}`).sort()).toEqual([
      'crash false',
      'crash true',
      'csp false',
      'csp true',
      'network false',
      'network true',
    ])
  })

  test('a crash belongs to the page view that the SDK named, which stays as it was', async () => {
    const pageViewId = '5b0f1c1a-53a8-4f4e-9d56-0c9a4c7f2d11'
    const submissionId = await post(apps.app, { page: { url: page, pageViewId, sequence: 1 } })
    const breadcrumbs = [{ type: 'click', message: '#pay' }]
    const collector = JSON.stringify({ pageViewId, breadcrumbs })
    await send(apps.app, report('crash', { reason: 'unresponsive', crash_report_api: { collector } }))
    await send(apps.app, report('crash', { crash_report_api: { collector: '{' } }))
    const related = await get(apps.app, `/api/submissions/${submissionId}/related`)
    expect(related.pageView.map(({ kind }: SubmissionItem) => kind)).toEqual(['pageView', 'report'])
    const crash = await get(apps.app, `/api/submissions/${related.pageView[1].submissionId}`)
    expect(crash.errors).toMatchObject([{ type: 'crash', name: 'unresponsive', breadcrumbs }])
    expect((await get(apps.app, '/api/overview')).counts.pageViews.current).toBe(1)
    const gone = await apps.app.inject({ method: 'DELETE', url: `/api/submissions/${submissionId}`, headers: bearer })
    expect(gone.statusCode).toBe(204)
    expect((await get(apps.app, '/api/overview')).counts.pageViews.current).toBe(0)
  })

  test('page views, vitals and shares are the same before and after; errors, and the ways of counting them, agree', async () => {
    await storeBodies(apps.storage, submissionsOf(knownPageViews(300)))
    const db = apps.storage.db
    await rollUpQueue(db)
    const asked = [
      'overview',
      'overview?device=desktop&browser=Chrome',
      'metrics/lcp?breakdown=host',
      'metrics/cls',
      'pages',
      'referrers',
    ]
    const answers = async () => Promise.all(asked.map((path) => get(apps.app, `/api/${path}`)))
    const numbers = (all: Record<string, unknown>[]) =>
      all.map(({ errorGroups: _, ...others }) =>
        JSON.stringify(others, (name, value) => (/^(from|to|at|previousFrom)$/.test(name) ? undefined : value)),
      )
    const before = numbers(await answers())
    const bodies = Array.from({ length: 20 }, (_, n) =>
      Array.from({ length: 50 }, () => violation(`https://h${n}.example/`)),
    )
    for (const body of bodies) expect((await send(apps.app, body)).statusCode).toBe(204)
    const queued = await answers()
    expect(numbers(queued)).toEqual(before)
    const counts = async (query: string) =>
      (await groupsOf(apps.app, `type=csp&limit=200&${query}`))
        .filter(({ message }) => /h\d+\.example/.test(message))
        .map(({ count, pageViews }) => [count, pageViews])
    const expected = Array(20).fill([50, 0])
    expect(await counts('')).toEqual(expected)
    await rollUpQueue(db)
    expect(numbers(await answers())).toEqual(before)
    const hour = new Date(Date.now() - 3_600_000).toISOString()
    for (const query of [
      '',
      `from=${hour}`,
      'kind=report',
      'host=shop.example',
      `host=shop.example&browser=Chrome&from=${hour}`,
    ]) {
      expect(await counts(query), query).toEqual(expected)
    }
    expect(await counts('kind=pageView')).toEqual([])
    const [group] = await groupsOf(apps.app, 'type=csp&limit=200')
    const one = await get(apps.app, `/api/errors/${group?.groupKey}`)
    expect(one.occurrences[0].submission.kind).toBe('report')
    expect(Value.Errors(errorGroupsAnswer, await get(apps.app, '/api/errors?type=csp')).length).toBe(0)

    const { rows } = await sql<{ id: number }>`select id from debug_data where inlet = 'report'`.execute(db)
    await reExtractRows(
      db,
      rows.map(({ id }) => id),
    )
    await rollUpQueue(db)
    expect(numbers(await answers())).toEqual(before)
    expect(await counts('')).toEqual(expected)
    const deleted = await apps.app.inject({ method: 'DELETE', url: '/api/submissions?kind=report', headers: bearer })
    expect(deleted.json()).toEqual({ deleted: rows.length })
    expect(await groupsOf(apps.app, 'type=csp')).toEqual([])
    expect(numbers(await answers())).toEqual(before)
    const left = await sql`select from error_rollups where errors <> 0 and page_views = 0`.execute(db)
    expect(left.rows).toEqual([])
  })

  test('of a flood a few rows are kept, all are counted, and a sender of ever new groups is stopped', async () => {
    // limits are those of a minute: all are sent within the same
    const now = Date.now()
    const sendAll = async (some: ReturnType<typeof violation>[]) => {
      vi.useFakeTimers({ toFake: ['Date'], now })
      const answers = await Promise.all(some.map((one) => send(apps.app, one))).finally(() => vi.useRealTimers())
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([204]))
    }
    const flood = Array.from({ length: 1000 }, () => violation('https://loop.example/'))
    for (const some of [flood.slice(0, 400), flood.slice(400, 700), flood.slice(700)]) {
      await sendAll(some)
      await rollUpQueue(apps.storage.db)
    }
    const [group] = await groupsOf(apps.app, 'type=csp')
    expect(group).toMatchObject({ message: 'script-src-elem blocked https://loop.example/', count: 1000 })
    const { count } = await get(apps.app, `/api/submissions/count?groupKey=${group?.groupKey}`)
    expect(count).toBeGreaterThan(100)
    expect(count).toBeLessThan(200)

    await sendAll(Array.from({ length: 200 }, () => violation('https://trial.example/', { disposition: 'report' })))
    const [trial] = await groupsOf(apps.app, 'type=csp&noise=true')
    expect(trial?.count).toBe(200)
    const { items: rows } = await get(apps.app, `/api/submissions?groupKey=${trial?.groupKey}&limit=200`)
    expect(rows.filter(({ errorCount }: SubmissionItem) => errorCount > 0)).toEqual([])

    await sendAll(Array.from({ length: 700 }, (_, n) => violation(`https://n${n}.example/`)))
    const kept = await get(apps.app, '/api/submissions/count?kind=report')
    expect(kept.count).toBeLessThan(700)
    const { items } = await get(apps.app, '/api/refusals')
    expect(items).toContainEqual(expect.objectContaining({ reason: 'rate', path: '/report' }))
  })

  test.each<[status: number, message: RegExp, payload: unknown, type?: string]>([
    [400, /not JSON/, '{'],
    [400, /no reports/, []],
    [400, /unknown report type "x"/, [{ type: 'x' }]],
    [400, /object with a type/, [null, 1, 'x', [[]], {}]],
    [400, /object with a type/, 'null'],
    [400, /more than 100 reports/, Array(101).fill({})],
    [400, /forbidden key/, '{"type":"crash","body":{"__proto__":1}}'],
    [400, /nested deeper/, `{"type":"crash","body":${'['.repeat(2000)}${']'.repeat(2000)}}`],
    [415, /Content-Type must be/, '{}', 'text/plain'],
    [413, /larger than/, `"${'x'.repeat(1_100_000)}"`],
    [204, /^$/, [{ type: 'crash' }, { type: 'x' }]],
    [204, /^$/, { type: 'csp-violation', url: 7, body: { blockedURL: {}, lineNumber: 'x', disposition: 1 } }],
    [
      204,
      /^$/,
      { type: 'crash', url: 'no URL\u0000', age: -1, user_agent: [], body: { stack: '\ud800', crash_report_api: 1 } },
    ],
  ])('%i %s', async (status, message, payload, type) => {
    const answer = await send(apps.app, payload, type)
    expect(answer.statusCode).toBe(status)
    expect(status === 204 ? answer.body : answer.json().message).toMatch(message)
  })
})

test('the path, the preflight and who may send are those of the settings', async () => {
  const [engine] = engines
  if (!engine) return
  const { storage } = await engine.open()
  const app = await buildTestApp(storage, {
    REPORT_PATH: '/r',
    ALLOWED_ORIGINS: 'https://shop.example',
    BASE_PATH: '/c',
    PUBLIC_URL: 'https://collector.example/c',
  })
  const origin = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
  const preflight = await app.inject({ method: 'OPTIONS', url: '/c/r', headers: origin })
  expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([
    204,
    'https://shop.example',
  ])
  expect(preflight.headers['access-control-allow-headers']).toMatch(/content-type/i)
  expect((await send(app, violation('x'))).statusCode).toBe(204)
  expect((await send(app, violation('x', { documentURL: 'https://evil.example/' }))).statusCode).toBe(403)
  expect((await send(app, violation('x'), reports, { origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await get(app, '/c/api/setup')).reportUrl).toBe('https://collector.example/c/r')
  const { headers } = await app.inject({ url: '/c/' })
  expect(headers['reporting-endpoints']).toBe('default="/c/r", crash-reporting="/c/r"')
  await app.close()
  await storage.close()
})
