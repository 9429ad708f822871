import {
  countAnswer,
  dimensionInfo,
  dimensions,
  type ErrorGroupAnswer,
  type ErrorGroupsAnswer,
  errorGroupAnswer,
  errorGroupsAnswer,
  fingerprintAnswer,
  type MetricAnswer,
  metricAnswer,
  metricNames,
  metrics,
  type OverviewAnswer,
  overviewAnswer,
  type PagesAnswer,
  pagesAnswer,
  type ReferrersAnswer,
  rate,
  referrersAnswer,
  type SubmissionsAnswer,
  submissionsAnswer,
} from '@collector/schema'
import { hourMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines, repeatsStatements } from './support/databases.ts'
import { exactPercentile } from './support/exact-percentile.ts'
import { earlyErrors, errorsOf, knownPageViews, type PageView, submissionsOf } from './support/known-page-views.ts'
import { storeBodies } from './support/store-bodies.ts'

const pageViews = knownPageViews(2500)
const submissions = submissionsOf(pageViews)
const bearer = { authorization: `Bearer ${testToken}` }

function expectPercentiles(answer: { p50: number | null; p75: number | null; p95: number | null }, values: number[]) {
  for (const [name, share] of [
    ['p50', 0.5],
    ['p75', 0.75],
    ['p95', 0.95],
  ] as const) {
    expect(Math.abs((answer[name] as number) / exactPercentile(values, share) - 1), name).toBeLessThan(0.025)
  }
}

const byValue = (a: { value: string }, b: { value: string }) => (a.value < b.value ? -1 : 1)

const byCount = (values: string[]) =>
  [...Map.groupBy(values, (value) => value)]
    .map(([value, same]) => ({ value, count: same.length }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))

describe.each(engines)('answers about 3,000 submissions, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    expect(submissions.length).toBeGreaterThanOrEqual(3000)
    await storeBodies(storage, submissions.slice(0, 1600))
    // some page views are rolled up before their later submissions come
    await rollUpQueue(storage.db)
    await storeBodies(storage, submissions.slice(1600))
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer>(url: string, schema: TSchema): Promise<Answer> {
    const answer = await app.inject({ url, headers: bearer })
    expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
    expect(Value.Errors(schema, answer.json())).toEqual([])
    return answer.json() as Answer
  }

  const allFilters: [string, (view: PageView) => boolean][] = [
    ['', () => true],
    ['browser=Firefox', (view) => view.browser === 'Firefox'],
    ['language=de-AT', (view) => view.language === 'de'],
    ['release=1.1.0', (view) => view.release === '1.1.0'],
    ['release=1.0.0&environment=production', (view) => view.release === '1.0.0' && view.environment === 'production'],
    ['device=mobile', (view) => view.device === 'mobile'],
    ['device=mobile,bot', (view) => ['mobile', 'bot'].includes(view.device)],
    ['device=!bot', (view) => view.device !== 'bot'],
    ['device=!bot,mobile&browser=Chrome', (view) => view.device === 'desktop' && view.browser === 'Chrome'],
    ['path=%2Fcart', (view) => view.path === '/cart'],
    ['hasErrors=true', (view) => errorsOf(view).length > 0],
    ['hasErrors=false', (view) => errorsOf(view).length === 0],
    ['hasErrors=true&os=iOS', (view) => view.os === 'iOS' && errorsOf(view).length > 0],
    ['hasErrors=false&os=iOS', (view) => view.os === 'iOS' && errorsOf(view).length === 0],
    ['browser=Chrome&host=b.example', (view) => view.browser === 'Chrome' && view.host === 'b.example'],
    ['path=%2Fproducts%2F*', (view) => view.path.startsWith('/products/')],
    ['q=B.EXAMPLE', (view) => view.host === 'b.example'],
    ['referrer=www.google.com', ({ referrer }) => /google/.test(referrer ?? '')],
    // not from a page of the same host
    ['referrer=a.example', (view) => view.host !== 'a.example' && /a\.example/.test(view.referrer ?? '')],
    ['visitorId=visitor-7', (view) => view.visitorId === 'visitor-7'],
    ['browser=Netscape', () => false],
  ]
  // each way of answering: from rollups, from page views, by a pattern, by searched text
  const few = ['', 'device=!bot,mobile&browser=Chrome', 'path=%2Fproducts%2F*', 'q=B.EXAMPLE']
  const filters = allFilters.filter(([query]) => !repeatsStatements || few.includes(query))

  /** In the list of error groups `noise` selects groups instead. */
  const pageViewFilters: typeof filters = [
    ...filters,
    ['noise=true', (view) => view.errors.some(({ kind }) => kind === 'noise')],
    ['noise=false&device=!bot', (view) => view.device !== 'bot' && view.errors.some(({ kind }) => kind !== 'noise')],
  ]

  describe.each(['before they are rolled up', 'after'])('%s', (moment) => {
    beforeAll(async () => {
      if (moment === 'after') await rollUpQueue(storage.db)
    }, 120_000)

    test.each(pageViewFilters)('metrics with the filter "%s" are exact', async (query, matches) => {
      const views = pageViews.filter(matches)
      for (const name of metricNames) {
        const values = views.map((view) => view.vitals[name]).filter((value) => value !== undefined)
        const answer = await get<MetricAnswer>(`/api/metrics/${name}?${query}`, metricAnswer)
        const rated = (rating: string) => values.filter((value) => rate(metrics[name], value) === rating).length
        expect(answer.total).toMatchObject({
          count: values.length,
          good: rated('good'),
          needsImprovement: rated('needs-improvement'),
          poor: rated('poor'),
        })
        if (values.length > 0) expectPercentiles(answer.total, values)
        else expect(answer.total).toMatchObject({ p50: null, p75: null, p95: null })
        const sum = (parts: { count: number }[]) => parts.reduce((all, { count }) => all + count, 0)
        expect(sum(answer.series)).toBe(values.length)
        expect(sum(answer.histogram)).toBe(values.length)
      }
    })

    test.each(dimensions)('the breakdown by %s is exact', async (by) => {
      for (const [query, matches] of filters) {
        const measured = pageViews.filter((view) => matches(view) && view.vitals.inp !== undefined)
        const { breakdown } = await get<MetricAnswer>(`/api/metrics/inp?breakdown=${by}&${query}`, metricAnswer)
        expect(
          breakdown.map(({ value, count }) => ({ value, count })),
          query,
        ).toEqual(byCount(measured.map((view) => view[by])))
        for (const { value, p75 } of breakdown) {
          const values = measured.filter((view) => view[by] === value).map((view) => view.vitals.inp as number)
          expect(Math.abs((p75 as number) / exactPercentile(values, 0.75) - 1)).toBeLessThan(0.025)
        }
      }
    })

    test.each(['UTC', 'Asia/Tokyo', 'America/New_York', 'Asia/Kolkata'])(
      'days begin at midnight in %s',
      async (zone) => {
        const isMidnight = ({ at }: { at: string }) =>
          new Date(at).toLocaleTimeString('en-GB', { timeZone: zone }) === '00:00:00'
        const query = `from=2026-01-01&timeZone=${zone}`
        const metric = await get<MetricAnswer>(`/api/metrics/lcp?${query}`, metricAnswer)
        const overview = await get<OverviewAnswer>(`/api/overview?${query}`, overviewAnswer)
        const { items } = await get<ErrorGroupsAnswer>(`/api/errors?${query}`, errorGroupsAnswer)
        const pages = await get<PagesAnswer>(`/api/pages?${query}`, pagesAnswer)
        const ranked = [...items, ...pages.items].flatMap(({ series }): { at: string }[] => series)
        const series = [...metric.series, ...overview.series, ...ranked]
        expect(series.filter((bucket) => !isMidnight(bucket))).toEqual([])
        expect(metric.series.reduce((sum, { count }) => sum + count, 0)).toBe(metric.total.count)
      },
    )

    test('a window includes its start and excludes its end', async () => {
      const all = await get<MetricAnswer>('/api/metrics/lcp', metricAnswer)
      const hourAgo = new Date(Date.now() - hourMs).toISOString()
      const soon = new Date(Date.now() + hourMs).toISOString()
      const count = async (query: string) =>
        (await get<MetricAnswer>(`/api/metrics/lcp?${query}`, metricAnswer)).total.count
      expect(await count(`from=${hourAgo}&to=${soon}`)).toBe(all.total.count)
      expect(await count(`from=${hourAgo}&interval=hour`)).toBe(all.total.count)
      expect(await count('from=2020-01-01&interval=week')).toBe(all.total.count)
      expect(await count(`to=${hourAgo}`)).toBe(0)
      expect(await count(`from=${soon}`)).toBe(0)
      const later = new Date(Date.now() + 3 * hourMs).toISOString()
      const overview = await get<{ counts: object; vitals: object[] }>(
        `/api/overview?from=${soon}&to=${later}`,
        overviewAnswer,
      )
      expect(overview.counts).toMatchObject({ pageViews: { current: 0, previous: pageViews.length } })
      expect(overview.vitals[0]).toMatchObject({
        count: { current: 0, previous: all.total.count },
        p75: { current: null, previous: all.total.p75 },
        rating: null,
      })
    })

    test.each<[string, (view: PageView) => boolean]>([
      ['', () => true],
      ['device=mobile', (view) => view.device === 'mobile'],
      ['path=%2Fa*&hasErrors=true', (view) => view.path.startsWith('/a')],
      ['browser=Nothing', () => false],
    ])('an error group with the filter "%s": counts, breakdowns, occurrences', async (query, matches) => {
      const { items } = await get<ErrorGroupsAnswer>('/api/errors?limit=1', errorGroupsAnswer)
      const group = await get<ErrorGroupAnswer>(`/api/errors/${items[0]?.groupKey}?${query}`, errorGroupAnswer)
      const hit = pageViews.filter((view) => matches(view) && view.errors.some(({ kind }) => kind === 'order'))
      expect(group).toMatchObject({ pageViews: hit.length, isEstimate: false })
      for (const by of dimensions) {
        const shares = group.breakdowns[by].map(({ value, pageViews }) => ({ value, count: pageViews }))
        expect(shares.toSorted(byValue as never)).toEqual(byCount(hit.map((view) => view[by])).toSorted(byValue))
      }
      expect(group.occurrences).toHaveLength(Math.min(hit.length, 20))
      const times = group.occurrences.map(({ submission }) => submission.receivedAt as string)
      expect(times).toEqual(times.toSorted().toReversed())
    })

    test.each([
      ['2026-11-20T05:00:00Z', '2026-11-21T05:29:00Z', '2026-11-19T05:00:00.000Z'],
      ['2026-11-20T05:00:00Z', '2026-11-21T05:31:00Z', '2026-11-19T04:00:00.000Z'],
      ['2026-11-20T05:00:00Z', '2026-11-20T06:30:00Z', '2026-11-20T03:30:00.000Z'],
      ['2026-11-20T05:10:00Z', '2026-11-21T05:31:00Z', '2026-11-19T04:49:00.000Z'],
    ])('the previous period of %s to %s begins at %s', async (from, to, expected) => {
      const { previousFrom } = await get<OverviewAnswer>(`/api/overview?from=${from}&to=${to}`, overviewAnswer)
      expect(previousFrom).toBe(expected)
    })

    test('errors whose messages differ by ids and addresses are one group', async () => {
      for (const [query, matches] of filters) {
        const views = pageViews.filter(matches)
        const { items } = await get<ErrorGroupsAnswer>(`/api/errors?${query}`, errorGroupsAnswer)
        const errors = views.flatMap((view) => view.errors)
        const expected = [...Map.groupBy(errors, ({ kind }) => kind).values()]
          .map((some) => ({ pageViews: some.length, count: some.reduce((sum, { count }) => sum + count, 0) }))
          .toSorted((a, b) => b.pageViews - a.pageViews || b.count - a.count)
        expect(
          items.map(({ pageViews, count }) => ({ pageViews, count })),
          query,
        ).toEqual(expected)
        for (const item of items) expect(item.series.reduce((sum, { count }) => sum + count, 0)).toBe(item.count)
      }
      const { items } = await get<ErrorGroupsAnswer>('/api/errors?limit=1', errorGroupsAnswer)
      const group = await get<Record<string, { value: string; count: number }[]> & { occurrences: unknown[] }>(
        `/api/errors/${items[0]?.groupKey}`,
        errorGroupAnswer,
      )
      expect(group.occurrences).toHaveLength(20)
      expect(group).toMatchObject({ ...items[0] })
    })

    test('pages of error groups follow each other, most page views first', async () => {
      const { items } = await get<ErrorGroupsAnswer>('/api/errors', errorGroupsAnswer)
      const paged: ErrorGroupsAnswer['items'] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: ErrorGroupsAnswer = await get(
          `/api/errors?limit=1${cursor && `&cursor=${cursor}`}`,
          errorGroupsAnswer,
        )
        paged.push(...page.items)
        cursor = page.nextCursor
      }
      expect(paged).toEqual(items)
      // more occurrences do not come before more page views
      expect(items.map(({ count }) => count)).not.toEqual(items.map(({ count }) => count).toSorted((a, b) => b - a))
    })

    test.each(pageViewFilters)(
      'two overviews with the filter "%s" add up, parted in the middle of an hour',
      async (query, matches) => {
        const { rows } = await sql<{
          middle: Date
        }>`select percentile_disc(0.5) within group (order by received_at) as middle
        from facts where is_current`.execute(storage.db)
        const middle = (rows[0] as { middle: Date }).middle.toISOString()
        const halves = await Promise.all(
          [`from=1970-01-01&to=${middle}`, `from=${middle}`].map((span) =>
            get<OverviewAnswer>(`/api/overview?${query}&${span}`, overviewAnswer),
          ),
        )
        const views = pageViews.filter(matches)
        for (const dimension of dimensions) {
          const { list } = dimensionInfo[dimension]
          const counted = halves.flatMap((half) =>
            half[list].flatMap(({ value, pageViews }) => Array<string>(pageViews.current).fill(String(value))),
          )
          expect(byCount(counted), dimension).toEqual(byCount(views.map((view) => view[dimension])))
        }
        const sum = (of: (half: OverviewAnswer) => number | undefined) =>
          halves.reduce((all, half) => all + (of(half) ?? 0), 0)
        expect(sum(({ counts }) => counts.pageViews.current)).toBe(views.length)
        expect(sum(({ counts }) => counts.pageViewsWithErrors.current)).toBe(
          views.filter((view) => errorsOf(view).length > 0).length,
        )
        for (const name of metricNames) {
          expect(
            sum(({ vitals }) => vitals.find(({ metric }) => metric === name)?.count.current),
            name,
          ).toBe(views.filter((view) => view.vitals[name] !== undefined).length)
        }
      },
    )

    test('the overview counts both periods', async () => {
      const answer = await get<Record<string, never>>('/api/overview', overviewAnswer)
      const withErrors = pageViews.filter((view) => errorsOf(view).length > 0)
      expect(answer).toMatchObject({
        counts: {
          pageViews: { current: pageViews.length, previous: 0 },
          pageViewsWithErrors: { current: withErrors.length, previous: 0 },
          errors: {
            current: withErrors.flatMap(errorsOf).reduce((sum, { count }) => sum + count, 0),
            previous: 0,
          },
        },
        browsers: byCount(pageViews.map((view) => view.browser)).map(({ value, count }) => ({
          value,
          pageViews: { current: count, previous: 0 },
        })),
        errorGroups: { open: 3, new: 3, regressed: 0 },
      })
    })

    test.each(filters)('page views with the filter "%s" are counted exactly', async (query, matches) => {
      const answer = await get(`/api/page-views/count?${query}`, countAnswer)
      expect(answer).toEqual({ count: pageViews.filter(matches).length, isEstimate: false })
    })

    test('referrers are counted by host', async () => {
      const hosts: Record<string, string> = {
        'https://www.google.com/': 'google.com',
        'https://google.com./search': 'google.com',
        'https://a.example/cart?id=1': 'a.example',
        'https://www.b.example/about': 'b.example',
        'http://intranet.example:8080/x': 'intranet.example:8080',
      }
      const hostOf = ({ referrer = '' }: PageView) => hosts[referrer] ?? ''
      for (const [query, matches] of filters) {
        const views = pageViews.filter(matches)
        const answer = await get<ReferrersAnswer>(`/api/referrers?${query}`, referrersAnswer)
        const others = views.filter((view) => hostOf(view) !== view.host)
        expect(answer.pageViews, query).toBe(views.length)
        expect(answer.ownPageViews, query).toBe(views.length - others.length)
        expect(
          answer.referrers.map(({ host, pageViews }) => ({ value: host ?? '', count: pageViews })).toSorted(byValue),
          query,
        ).toEqual(byCount(others.map(hostOf)).toSorted(byValue))
        const counts = answer.referrers.map(({ pageViews }) => pageViews)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      }
      const all = await get<ReferrersAnswer>('/api/referrers', referrersAnswer)
      expect(all.referrers.map(({ host }) => host)).toEqual(
        expect.arrayContaining(['google.com', 'intranet.example:8080', 'a.example', 'b.example', null]),
      )
    })

    test('referrers are counted within a window', async () => {
      const at = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()
      const count = async (query: string) =>
        (await get<ReferrersAnswer>(`/api/referrers?${query}`, referrersAnswer)).pageViews
      expect(await count(`from=${at(-1)}&to=${at(1)}`)).toBe(pageViews.length)
      expect(await count(`from=${at(1)}&to=${at(2)}`)).toBe(0)
      expect(await count(`from=${at(-2)}&to=${at(-1)}`)).toBe(0)
    })

    test('a fingerprint is compared with those of all browsers', async () => {
      const prints = pageViews.filter((view) => view.fingerprint !== undefined)
      const browsers = new Set(prints.map(({ visitorId, fingerprint }) => visitorId ?? `print ${fingerprint}`))
      const answer = await get<{ components: { name: string }[] }>('/api/fingerprints/print-3', fingerprintAnswer)
      expect(answer).toMatchObject({ total: browsers.size })
      expect(answer.components.map(({ name }) => name).toSorted()).toEqual(['canvas', 'fonts'])
    })

    test.each(filters)('the list with the filter "%s" has every submission once', async (query, matches) => {
      // the list has submissions: the first of two has errors, whatever the last says
      const expected = pageViews
        .flatMap((view) => (view.submissions === 1 ? [view] : [{ ...view, errors: earlyErrors }, view]))
        .filter(matches)
      const seen = new Set<number>()
      let errors = 0
      let cursor: string | null = null
      do {
        const page: SubmissionsAnswer = await get(
          `/api/submissions?limit=200&${query}${cursor ? `&cursor=${cursor}` : ''}`,
          submissionsAnswer,
        )
        for (const { id, errorCount } of page.items) {
          expect(seen.has(id)).toBe(false)
          seen.add(id)
          errors += errorCount
        }
        cursor = page.nextCursor
      } while (cursor)
      expect(seen.size).toBe(expected.length)
      expect(errors).toBe(expected.flatMap(errorsOf).reduce((sum, { count }) => sum + count, 0))
    })
  })

  test.each([
    ['lcp:2500..4000', (view: PageView) => (view.vitals.lcp ?? 0) > 2500 && (view.vitals.lcp ?? 0) <= 4000],
    ['lcp:8000..', (view: PageView) => (view.vitals.lcp ?? 0) > 8000],
    ['lcp:8000..20000', (view: PageView) => (view.vitals.lcp ?? 0) > 8000 && (view.vitals.lcp ?? 0) <= 20_000],
    ['inp:..200', (view: PageView) => view.vitals.inp !== undefined && view.vitals.inp <= 200],
    ['cls:0.25..', (view: PageView) => (view.vitals.cls ?? 0) > 0.25],
  ] as const)('page views whose vital was %s, each once', async (vital, matches) => {
    const expected = pageViews.filter(matches).length
    expect(expected).toBeGreaterThan(50)
    const { total } = await get<MetricAnswer>(`/api/metrics/${vital.slice(0, 3)}?vital=${vital}`, metricAnswer)
    expect(total.count).toBe(expected)
    const lines = await app.inject({ url: `/api/export?vital=${vital}`, headers: bearer })
    expect(lines.body.trim().split('\n')).toHaveLength(expected)
  })

  test.each([
    ['/api/metrics/lcp?from=2026-13-01', 'from'],
    ['/api/submissions?from=2026-02-30', 'from'],
    ['/api/overview?to=2025-02-29T12:00:00Z', 'to'],
    ['/api/referrers?from=2026-04-31T00:00%2B02:00', 'from'],
    ['/api/submissions?from=2026-01-01T24:01', 'from'],
    ['/api/submissions?from=2026-01-01T00:00%2B25:00', 'from'],
    ['/api/metrics/lcp?vital=lcp:fast..', 'vital'],
    ['/api/metrics/lcp?from=2026-02-01&to=2026-01-01', 'from'],
    ['/api/metrics/lcp?interval=minute', 'interval'],
    ['/api/metrics/lcp?timeZone=Mars/Olympus', 'timeZone'],
    ['/api/overview?timeZone=%2B02:00', 'timeZone'],
    ['/api/errors?timeZone=x', 'timeZone'],
    ['/api/errors/0123456789abcdef?timeZone=x', 'timeZone'],
    ['/api/pages?timeZone=x', 'timeZone'],
    ['/api/submissions?timeZone=UTC', 'timeZone'],
    ['/api/metrics/lcp?breakdown=colour', 'breakdown'],
    ['/api/metrics/speed', 'name'],
    ['/api/submissions?device=fridge', 'device'],
    ['/api/submissions?device=mobile,', 'device'],
    ['/api/overview?device=!', 'device'],
    ['/api/overview?device=bot,!mobile', 'device'],
    ['/api/submissions?hasErrors=maybe', 'hasErrors'],
    ['/api/pages?noise=maybe', 'noise'],
    ['/api/submissions?q=%00', 'q'],
    ['/api/submissions?q=', 'q'],
    ['/api/errors?limit=0', 'limit'],
    ['/api/errors?cursor=x', 'cursor'],
    ['/api/errors?noise=any', 'noise'],
    ['/api/errors/xyz', 'groupKey'],
    ['/api/overview?hosts=a', 'hosts'],
    ['/api/referrers?hosts=a', 'hosts'],
    ['/api/export?format=xml', 'format'],
    ['/api/submissions/stream?device=x', 'device'],
  ])('%s is refused by name', async (url, name) => {
    const answer = await app.inject({ url, headers: bearer })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().message).toContain(name)
  })
})
