import { createHash } from 'node:crypto'
import { metrics, type PagesAnswer, type Reason, type ReasonsAnswer, reasonsAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, test } from 'vitest'
import { reExtract } from '../src/jobs/re-extract.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { bearer, get, post, startApps } from './support/apps.ts'
import { engines } from './support/databases.ts'
import { exactPercentile } from './support/exact-percentile.ts'
import { type Explained, explainedPageViews, submissionsOf } from './support/explained-page-views.ts'
import { storeBodies } from './support/store-bodies.ts'

const pageViews = explainedPageViews(3000)

const filters: [string, (view: Explained) => boolean][] = [
  ['', () => true],
  ['browser=Firefox', (view) => view.browser === 'Firefox'],
  ['device=!bot&own=false', (view) => view.browser !== 'SomeBot' && !view.isOwn],
  ['own=true', (view) => view.isOwn],
  ['path=%2Fcart', (view) => view.path === '/cart'],
  ['path=%2Fproducts%2F*', (view) => view.path.startsWith('/products/')],
  ['hasErrors=true', (view) => view.hasErrors],
  ['vital=lcp:4000..', (view) => view.lcp.value > 4000],
  ['reason=inp:button%23buy', (view) => view.inp.target === 'button#buy'],
  ['reason=lcp:', (view) => view.lcp.target === undefined],
  ['q=cart', (view) => view.path === '/cart'],
  ['browser=Netscape', () => false],
]

/** Returns the expected answer: the views are grouped here by other code than the server's. */
function expected(metric: 'lcp' | 'inp' | 'cls' | 'ttfb', views: Explained[]) {
  const isPoor = (view: Explained) => view[metric].value > metrics[metric].poor
  const groups = Map.groupBy(
    views.filter((view) => Object.keys(view[metric].phases).length > 0),
    (view) => `${view[metric].target ?? view[metric].url}\n${view[metric].eventType}`,
  )
  const items = [...groups.values()].map((some) => ({
    target: some[0]?.[metric].target ?? null,
    eventType: some[0]?.[metric].eventType ?? null,
    pageViews: some.length,
    poor: some.filter(isPoor).length,
    paths: countBy(some, (view) => view.path.replace(/\d+$/, '*')).map(([value, count]) => ({
      value,
      pageViews: count,
    })),
    scripts: countBy(some, (view) => view[metric].script).filter(([script]) => script),
    phases: Object.fromEntries(
      Object.keys(some[0]?.[metric].phases ?? {}).map((name) => [
        name,
        exactPercentile(
          some.map((view) => view[metric].phases[name] as number),
          0.75,
        ),
      ]),
    ),
  }))
  return {
    total: { count: views.length, poor: views.filter(isPoor).length },
    items: items.toSorted((a, b) => b.poor - a.poor || b.pageViews - a.pageViews),
  }
}

function countBy<Key>(views: Explained[], key: (view: Explained) => Key): [Key, number][] {
  const counted = [...Map.groupBy(views, key)].map(([value, some]): [Key, number] => [value, some.length])
  return counted.toSorted(([a, x], [b, y]) => y - x || (String(a) < String(b) ? -1 : 1))
}

function withoutP75(items: Pick<Reason, 'phases'>[]) {
  return items.map(({ phases }) => Object.fromEntries(Object.entries(phases).map(([name, one]) => [name, one?.p75])))
}

describe.each(engines)('why vitals are what they are, on $name', (engine) => {
  const apps = startApps(engine)

  beforeAll(async () => {
    await storeBodies(apps.storage, submissionsOf(pageViews))
    await rollUpQueue(apps.storage.db)
  }, 300_000)

  test.each(filters)(
    'the list of pages names what makes each one poor, with the filter "%s"',
    async (query, matches) => {
      const { items }: PagesAnswer = await get(apps.app, `/api/pages?group=path&${query}`)
      for (const { path, worst } of items) {
        if (!worst || !(worst.metric === 'lcp' || worst.metric === 'inp' || worst.metric === 'cls')) continue
        const { metric } = worst
        const poor = pageViews.filter(
          (view) => matches(view) && view.path === path && view[metric].value > metrics[metric].poor,
        )
        const named = poor.filter((view) => view[metric].target ?? view[metric].url)
        const [most] = countBy(named, (view) => view[metric].target ?? view[metric].url)
        expect(worst.target, `${metric} of ${path}`).toBe(most?.[0] ?? null)
      }
      expect(items.length > 0).toBe(pageViews.some(matches))
    },
  )

  test.each(filters)('reasons with the filter "%s"', async (query, matches) => {
    for (const metric of ['lcp', 'inp', 'cls', 'ttfb'] as const) {
      const answer: ReasonsAnswer = await get(apps.app, `/api/metrics/${metric}/reasons?${query}`)
      expect(Value.Errors(reasonsAnswer, answer)).toEqual([])
      const truth = expected(metric, pageViews.filter(matches))
      expect(answer).toMatchObject({ metric, unit: metrics[metric].unit, isEstimate: false, total: truth.total })
      const { items } = answer
      expect(
        items.map(({ target, eventType, pageViews, poor, paths }) => ({ target, eventType, pageViews, poor, paths })),
      ).toEqual(truth.items.map(({ phases: _, scripts: __, ...item }) => item))
      for (const [index, phases] of withoutP75(items).entries()) {
        for (const [name, p75] of Object.entries(truth.items[index]?.phases ?? {})) {
          expect(phases[name], `${name} of ${items[index]?.target}`).toBeCloseTo(p75, 1)
        }
      }
      expect(
        items.map(({ scripts }) =>
          scripts.map(({ host, path, function: name, pageViews }) => [
            `${host}${path?.replace(/-\w{8}\.js/, '.js')} ${name}`,
            pageViews,
          ]),
        ),
      ).toEqual(truth.items.map(({ scripts }) => scripts))
    }
  })

  test('names the address of an image, how often it was preloaded, and whether a script is of another site', async () => {
    const lcp: ReasonsAnswer = await get(apps.app, '/api/metrics/lcp/reasons')
    const hero = lcp.items.find(({ target }) => target === 'main>img.hero')
    const views = pageViews.filter((view) => view.lcp.target === 'main>img.hero')
    const preloaded = views.filter((view) => view.lcp.isPreloaded).length
    expect(hero).toMatchObject({ url: 'https://shop.example/hero.avif', urls: 1, preloaded })
    expect(preloaded).toBeGreaterThan(0)
    const inp: ReasonsAnswer = await get(apps.app, '/api/metrics/inp/reasons')
    const scripts = inp.items.flatMap(({ scripts }) => scripts)
    expect(scripts.find(({ host }) => host === 'tags.example')?.isThirdParty).toBe(true)
    expect(scripts.find(({ host }) => host === 'cdn.shop.example')?.isThirdParty).toBe(false)
  })

  test('leaves out own visits everywhere', async () => {
    const others = pageViews.filter((view) => !view.isOwn)
    for (const query of [
      'own=false',
      'own=false&browser=Firefox',
      'own=false&device=!bot',
      'own=false&browser=Firefox&path=%2Fcart',
    ]) {
      const views = others.filter(
        (view) =>
          (!query.includes('Firefox') || view.browser === 'Firefox') &&
          (!query.includes('!bot') || view.browser !== 'SomeBot') &&
          (!query.includes('cart') || view.path === '/cart'),
      )
      const errors = views.filter((view) => view.hasErrors).length
      const metric = await get(apps.app, `/api/metrics/lcp?${query}&breakdown=path`)
      expect(metric.total.count, query).toBe(views.length)
      const overview = await get(apps.app, `/api/overview?${query}`)
      expect(overview.counts.pageViews.current, query).toBe(views.length)
      const groups = await get(apps.app, `/api/errors?${query}`)
      expect(groups.items.map((group: { count: number }) => group.count)).toEqual([errors])
      expect(await get(apps.app, `/api/submissions/count?${query}`)).toMatchObject({ isEstimate: false })
    }
    const { items } = await get(apps.app, '/api/submissions?own=true&limit=200')
    expect(items.length).toBe(pageViews.filter((view) => view.isOwn).length)
    expect(items.every((item: { isOwn: boolean }) => item.isOwn)).toBe(true)
  })

  test('refuses a metric that there is not, and to delete all but own visits', async () => {
    const unknown = await apps.app.inject({ url: '/api/metrics/fid/reasons', headers: bearer })
    expect(unknown.statusCode).toBe(400)
    const all = await apps.app.inject({ method: 'DELETE', url: '/api/submissions?own=false', headers: bearer })
    expect(all.statusCode).toBe(400)
  })

  test('says the same after everything was extracted anew', async () => {
    const before = await get(apps.app, '/api/metrics/inp/reasons')
    await sql`update facts set inp_reason = null, inp_input_delay = null`.execute(apps.storage.db)
    expect(await get(apps.app, '/api/metrics/inp/reasons')).not.toEqual(before)
    await reExtract(apps.storage.db, () => {})
    expect(await get(apps.app, '/api/metrics/inp/reasons')).toEqual(before)
  }, 120_000)

  test('forgets a reason with its last submission', async () => {
    const vitals = {
      lcp: {
        value: 9000,
        attribution: { target: 'img#secret', url: 'https://a.example/me.jpg', resourceLoadDelay: 1 },
      },
    }
    const id = await post(apps.app, { performance: { vitals } })
    const known = () => sql`select from reasons where target = 'img#secret'`.execute(apps.storage.db)
    expect((await known()).rows.length).toBe(1)
    await apps.app.inject({ method: 'DELETE', url: `/api/submissions/${id}`, headers: bearer })
    expect((await known()).rows.length).toBe(0)
  })

  test('counts all paths of a page and all builds of a script', async () => {
    const bodies = Array.from({ length: 120 }, (_, n) => ({
      page: { url: `https://many.example/products/${n}`, pageViewId: `many-${n}` },
      performance: {
        vitals: {
          inp: {
            value: 900,
            attribution: {
              interactionTarget: 'button#many',
              inputDelay: 1,
              script: {
                sourceURL: `https://many.example/app-${createHash('sha1').update(String(n)).digest('hex')}.js`,
                sourceFunctionName: 'add',
              },
            },
          },
        },
      },
    }))
    await storeBodies(
      apps.storage,
      bodies.map((body) => JSON.stringify(body)),
    )
    const { items }: ReasonsAnswer = await get(apps.app, '/api/metrics/inp/reasons?host=many.example')
    expect(items).toMatchObject([
      { pageViews: 120, paths: [{ value: '/products/*', pageViews: 120 }], scripts: [{ poor: 120, pageViews: 120 }] },
    ])
  })
})
