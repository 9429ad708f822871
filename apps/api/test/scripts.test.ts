import { type ScriptsAnswer, scriptsAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '../src/filters/read-filter.ts'
import { deleteExpired } from '../src/jobs/delete-expired.ts'
import { scopeOf } from '../src/statistics/scope.ts'
import { listScripts } from '../src/statistics/scripts.ts'
import type { Storage } from '../src/storage/storage.ts'
import { bearer } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { exactPercentile } from './support/exact-percentile.ts'
import { knownPageViews, type PageView } from './support/known-page-views.ts'
import { expectEstimate } from './support/sampling-error.ts'
import { storeBodies } from './support/store-bodies.ts'

interface Use {
  host: string | null
  url: string | null
  requests: number
  transferredBytes: number
  durationMs: number
  blockingMs: number
  forcedLayoutMs: number
  failures: number
}

const none = { requests: 0, transferredBytes: 0, durationMs: 0, blockingMs: 0, forcedLayoutMs: 0, failures: 0 }
const views = knownPageViews(3000).map((view, n) => ({ ...view, n, host: n % 5 === 0 ? 'b.example' : 'www.a.example' }))
type View = PageView & { n: number }
const ownDuration = (n: number) => 100 + (n % 50)

/** Each page view has its own script, a tag on every second, a broken widget on every third, code in the page. */
function usesOf({ host, n }: View): Use[] {
  const hasTag = n % 2 === 1
  return [
    {
      ...none,
      host,
      url: `https://${host}/assets/app-*.js`,
      requests: 2,
      transferredBytes: 1000 + n,
      durationMs: ownDuration(n),
      blockingMs: hasTag ? 30 : 0,
    },
    ...(hasTag
      ? [
          {
            ...none,
            host: 'www.googletagmanager.com',
            url: 'https://www.googletagmanager.com/gtag/js',
            requests: 1,
            durationMs: 200 + (n % 10),
            blockingMs: 90,
            forcedLayoutMs: 25,
          },
        ]
      : []),
    ...(n % 3 === 0
      ? [
          {
            ...none,
            host: 'cdn.chat.example',
            url: 'https://cdn.chat.example/widget.mjs',
            requests: 1,
            durationMs: 40,
            failures: 1,
          },
        ]
      : []),
    ...(n % 5 === 0 ? [{ ...none, host, url: null, blockingMs: 60 }] : []),
  ]
}

function body(view: View): string {
  const { n, host } = view
  const own = `https://${host}/assets/app-${n % 2 === 0 ? 'BxKdaZQw' : '5d41402a'}.js`
  const url = `https://${host}${view.path}?n=${n}`
  const tag = `https://www.googletagmanager.com/gtag/js?id=${n}`
  const widget = 'https://cdn.chat.example/widget.mjs'
  return JSON.stringify({
    page: { url },
    browser: { userAgent: view.userAgent },
    performance: {
      resources: [
        { name: `${own}?v=${n}`, type: 'script', duration: ownDuration(n), size: 1000 },
        { name: own, type: 'link', duration: 5, size: n },
        { name: `https://${host}/logo.png`, type: 'img', duration: 900, size: 9000 },
        ...(n % 2 === 1 ? [{ name: tag, type: 'script', duration: 200 + (n % 10), size: 0 }] : []),
        ...(n % 3 === 0 ? [{ name: widget, type: 'other', duration: 40, size: 0, status: 404 }] : []),
      ],
      longAnimationFrames: [
        ...(n % 2 === 1
          ? [
              {
                duration: 210,
                blockingDuration: 120,
                scripts: [
                  { sourceURL: tag, duration: 150, forcedStyleAndLayoutDuration: 25 },
                  { sourceURL: own, duration: 50 },
                ],
              },
            ]
          : []),
        ...(n % 5 === 0 ? [{ blockingDuration: 60, scripts: [{ sourceURL: url, duration: 80 }] }] : []),
      ],
    },
    errors: n % 3 === 0 ? [{ type: 'resource', message: '<script> failed to load', source: widget }] : [],
  })
}

function expected(some: View[], by: 'host' | 'script') {
  const uses = some.flatMap((view) => usesOf(view).map((use) => ({ ...use, view })))
  const groups = Map.groupBy(uses, ({ host, url }) => (by === 'host' ? String(host) : `${host} ${url}`))
  return [...groups.values()]
    .map((group) => {
      const sum = (field: keyof typeof none) => group.reduce((all, use) => all + use[field], 0)
      const ofView = [...Map.groupBy(group, ({ view }) => view).values()]
      const durations = ofView
        .map((same) => Math.max(...same.map(({ durationMs }) => durationMs)))
        .filter((ms) => ms > 0)
      return {
        host: group[0]?.host,
        url: by === 'host' ? null : group[0]?.url,
        pageViews: ofView.length,
        requests: sum('requests'),
        transferredBytes: sum('transferredBytes'),
        durationP75: durations.length > 0 ? Math.round(exactPercentile(durations, 0.75)) : null,
        blockingMs: sum('blockingMs'),
        blockedPageViews: ofView.filter((same) => same.some(({ blockingMs }) => blockingMs > 0)).length,
        forcedLayoutMs: sum('forcedLayoutMs'),
        failures: sum('failures'),
      }
    })
    .toSorted((a, b) => b.blockingMs - a.blockingMs || b.transferredBytes - a.transferredBytes)
}

const withoutNames = ({ items }: ScriptsAnswer) =>
  items.map(({ name: _, isFirstParty: __, paths: ___, ...numbers }) => numbers)

describe.each(engines)('the scripts of 3,000 page views, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage)
    await storeBodies(storage, views.map(body))
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get(query: string): Promise<ScriptsAnswer> {
    const answer = await app.inject({ url: `/api/scripts?${query}`, headers: bearer })
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
    expect(Value.Errors(scriptsAnswer, answer.json())).toEqual([])
    return answer.json()
  }

  test.each<[string, (view: View) => boolean]>([
    ['', () => true],
    ['device=!bot', ({ device }) => device !== 'bot'],
    ['browser=Firefox', ({ browser }) => browser === 'Firefox'],
    ['host=b.example&device=mobile', ({ host, device }) => host === 'b.example' && device === 'mobile'],
    ['page=/products/*', ({ path }) => path.startsWith('/products/')],
    ['hasErrors=true', ({ n }) => n % 3 === 0],
    ['browser=Netscape', () => false],
  ])('costs, counts and failures with the filter "%s"', async (query, matches) => {
    const some = views.filter(matches)
    const hosts = await get(query)
    expect(withoutNames(hosts)).toEqual(expected(some, 'host'))
    expect(hosts).toMatchObject({ pageViews: some.length, nextCursor: null, isEstimate: false })
    expect(withoutNames(await get(`by=script&${query}`))).toEqual(expected(some, 'script'))
    const ofHost = await get(`by=script&scriptHost=WWW.googletagmanager.com&${query}`)
    expect(withoutNames(ofHost)).toEqual(
      expected(some, 'script').filter(({ host }) => host === 'www.googletagmanager.com'),
    )
  })

  test('names well-known services, own scripts, and the pages they are on', async () => {
    const { items } = await get('')
    const described = items.map(({ host, name, isFirstParty }) => [host, name, isFirstParty])
    expect(described).toEqual([
      ['www.googletagmanager.com', 'Google Tag Manager', false],
      ['b.example', null, true],
      ['www.a.example', null, true],
      ['cdn.chat.example', null, false],
    ])
    const tagged = views.filter(({ n }) => n % 2 === 1)
    const [most] = [...Map.groupBy(tagged, ({ path }) => path).values()].toSorted((a, b) => b.length - a.length)
    expect(items[0]?.paths).toHaveLength(5)
    expect(items[0]?.paths[0]).toEqual({ value: most?.[0]?.path, pageViews: most?.length })
  })

  test('leads through all scripts', async () => {
    const seen: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer: ScriptsAnswer = await get(`by=script&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...answer.items)
      cursor = answer.nextCursor
    }
    expect(seen).toEqual((await get('by=script')).items)
  })

  test('a sample counts each page view for those it stands for', async () => {
    const scope = scopeOf({ source: 'sample', tier: 1, weight: 4 }, parseFilter({ path: '/*' }))
    const { items, isEstimate } = await listScripts(storage.db, scope, {
      ...{ by: 'host', scriptHost: undefined, limit: 50, after: undefined },
      nameOf: (path) => path,
    })
    expect(isEstimate).toBe(true)
    const tag = items.find(({ name }) => name === 'Google Tag Manager')
    expectEstimate(
      tag?.pageViews as number,
      views.filter(({ n }) => n % 2 === 1).map(() => 1),
      4,
    )
    expect(tag?.blockingMs).toBe((tag?.pageViews as number) * 90)
    expect(tag?.blockedPageViews).toBe(tag?.pageViews)
    expect(tag?.durationP75).toBeGreaterThan(204)
  })

  test.each([
    ['by=domain', 'by'],
    ['cursor=MQ', 'cursor'],
    ['scriptHost=', 'scriptHost'],
  ])('%s is refused by name', async (query, name) => {
    const answer = await app.inject({ url: `/api/scripts?${query}`, headers: bearer })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().message).toContain(name)
  })

  test('nothing is left of what was deleted, and retention deletes the names too', async () => {
    const deleted = await app.inject({ method: 'DELETE', url: '/api/submissions?host=b.example', headers: bearer })
    expect(deleted.json()).toEqual({ deleted: 600 })
    const left = views.filter(({ host }) => host !== 'b.example')
    expect(withoutNames(await get(''))).toEqual(expected(left, 'host'))
    const later = new Date(Date.now() + 100 * 86_400_000)
    await deleteExpired(storage.db, 30, () => false, later)
    expect((await get('')).items).toEqual([])
    const { rows } = await sql`select from scripts`.execute(storage.db)
    expect(rows).toEqual([])
  })
})
