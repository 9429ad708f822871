import { metricNames, metrics, type PagesAnswer, pagesAnswer, rate } from '@collector/schema'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { bearer } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { exactPercentile } from './support/exact-percentile.ts'
import { errorsOf, knownPageViews, type PageView, submissionsOf } from './support/known-page-views.ts'
import { storeBodies } from './support/store-bodies.ts'

const paths = ['/', '/products/1', '/products/27', '/products/new', '/products/1/reviews', '/blog/a', '/blog/b', '/%2A']
const pageViews = knownPageViews(3000).map((view, n) => ({ ...view, path: paths[(n % 11) % paths.length] as string }))

const pageNames: Record<string, string> = {
  '/products/1': '/products/*',
  '/products/27': '/products/*',
  '/products/1/reviews': '/products/*/reviews',
  '/blog/a': '/blog/:slug',
  '/blog/b': '/blog/:slug',
}
const pageOf = ({ path }: PageView) => pageNames[path] ?? path

function expected(views: PageView[], nameOf: (view: PageView) => string) {
  return [...Map.groupBy(views, nameOf)]
    .map(([path, some]) => ({
      path,
      paths: new Set(some.map((view) => view.path)).size,
      pageViews: some.length,
      pageViewsWithErrors: some.filter((view) => errorsOf(view).length > 0).length,
      counts: Object.fromEntries(
        metricNames.map((name) => {
          const values = some.flatMap(({ vitals }) => vitals[name] ?? [])
          return [name, [values.length, values.filter((value) => rate(metrics[name], value) === 'poor').length]]
        }),
      ),
    }))
    .toSorted((a, b) => b.pageViews - a.pageViews || (a.path < b.path ? -1 : 1))
}

const actual = ({ items }: PagesAnswer) =>
  items.map(({ path, paths, pageViews, pageViewsWithErrors, vitals }) => ({
    path,
    paths,
    pageViews,
    pageViewsWithErrors,
    counts: Object.fromEntries(metricNames.map((name) => [name, [vitals[name].count, vitals[name].poor]])),
  }))

describe.each(engines)('3,000 page views of known pages, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { PATH_PATTERNS: '/blog/:slug, /no-such/*' })
    await storeBodies(storage, submissionsOf(pageViews))
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer = PagesAnswer>(query: string, path = '/api/pages'): Promise<Answer> {
    const answer = await app.inject({ url: `${path}?${query}`, headers: bearer })
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
    if (path === '/api/pages') expect(Value.Errors(pagesAnswer, answer.json())).toEqual([])
    return answer.json() as Answer
  }

  const filters: [string, (view: PageView) => boolean][] = [
    ['', () => true],
    ['device=!bot', ({ device }) => device !== 'bot'],
    ['browser=Firefox', ({ browser }) => browser === 'Firefox'],
    ['browser=Chrome&os=Android&hasErrors=true', (view) => view.os === 'Android' && errorsOf(view).length > 0],
    ['path=/products/1', ({ path }) => path === '/products/1'],
    ['path=/products/*', ({ path }) => path.startsWith('/products/')],
    ['path=/*/*/reviews', ({ path }) => path === '/products/1/reviews'],
    ['page=/products/*', ({ path }) => /^\/products\/\d+$/.test(path)],
    ['page=/blog/:slug&path=/*/b', ({ path }) => path === '/blog/b'],
    ['page=/blog/:slug&path=/blog/a', ({ path }) => path === '/blog/a'],
    ['page=/', ({ path }) => path === '/'],
    ['page=/nothing', () => false],
  ]

  describe.each(['before they are rolled up', 'after'])('%s', (moment) => {
    beforeAll(async () => {
      if (moment === 'after') await rollUpQueue(storage.db)
    }, 120_000)

    test.each(filters)('pages with the filter "%s"', async (query, matches) => {
      const views = pageViews.filter(matches)
      const answer = await get(query)
      expect(actual(answer)).toEqual(expected(views, pageOf))
      expect(actual(await get(`${query}&group=path`))).toEqual(expected(views, ({ path }) => path))
      expect(answer).toMatchObject({ nextCursor: null, others: { pageViews: 0 }, isEstimate: false })
      for (const { path, vitals, series, pageViews: count, worst } of answer.items) {
        const ofPage = views.filter((view) => pageOf(view) === path)
        for (const name of metricNames) {
          const p75 = exactPercentile(
            ofPage.flatMap((view) => view.vitals[name] ?? []),
            0.75,
          )
          expect(Math.abs((vitals[name].p75 as number) / p75 - 1), `${name} of ${path}`).toBeLessThan(0.025)
          expect(vitals[name].rating).toBe(rate(metrics[name], vitals[name].p75 as number))
        }
        expect(series.reduce((sum, point) => sum + point.pageViews, 0)).toBe(count)
        const poor = metricNames.map((name) => vitals[name].poor)
        expect(worst && vitals[worst.metric].poor).toBe(Math.max(...poor) || null)
      }
    })

    test.each(filters)('other questions with the filter "%s"', async (query, matches) => {
      const views = pageViews.filter(matches)
      const { total } = await get<{ total: { count: number } }>(query, '/api/metrics/lcp')
      expect(total.count).toBe(views.filter(({ vitals }) => vitals.lcp !== undefined).length)
      const referrers = await get<{ pageViews: number }>(query, '/api/referrers')
      expect(referrers.pageViews).toBe(views.length)
    })
  })

  test.each(['pageViews', 'poor'])('leads through all pages, %s first', async (sort) => {
    const all = await get(`sort=${sort}`)
    const seen: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer: PagesAnswer = await get(`sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...answer.items)
      cursor = answer.nextCursor
    }
    expect(seen).toEqual(all.items)
    const ranks = all.items.map(({ pageViews, vitals }) =>
      sort === 'poor' ? Math.max(...Object.values(vitals).map(({ poor }) => poor)) : pageViews,
    )
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })

  test.each([
    ['cursor=x', 'cursor'],
    ['group=host', 'group'],
    ['sort=name', 'sort'],
    [`path=${'/*'.repeat(30)}`, 'path'],
    [`page=/*/${'x'.repeat(1001)}`, 'page'],
  ])('%s is refused by name', async (query, name) => {
    const answer = await app.inject({ url: `/api/pages?${query}`, headers: bearer })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().message).toContain(name)
  })
})
