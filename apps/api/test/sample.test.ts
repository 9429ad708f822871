import { metricNames } from '@collector/schema'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '../src/filters/read-filter.ts'
import { ask, counts, distributions } from '../src/statistics/ask.ts'
import { countErrorGroups, countGroup, countOverTime } from '../src/statistics/count-error-groups.ts'
import { p75Of } from '../src/statistics/percentiles.ts'
import { scopeOf } from '../src/statistics/scope.ts'
import { distributionsOfTops, tops } from '../src/statistics/tops.ts'
import type { Storage } from '../src/storage/storage.ts'
import { deleteMatching } from '../src/submissions/delete-submissions.ts'
import { engines } from './support/databases.ts'
import { errorsOf, knownPageViews, type PageView, submissionsOf } from './support/known-page-views.ts'
import { expectEstimate, expectEstimatedPercentile } from './support/sampling-error.ts'
import { storeBodies } from './support/store-bodies.ts'

// half of them have errors: a sample of few would be too coarse to see a wrong weight
const byHour = { interval: 'hour', timeZone: 'UTC' } as const
const pageViews = knownPageViews(2500).map((view, n) =>
  n % 2 === 0 ? { ...view, errors: [{ kind: 'order', count: 1 + (n % 3) }, ...view.errors.slice(1)] } : view,
)
const ofChrome = pageViews.filter(({ browser }) => browser === 'Chrome')
const withErrors = ofChrome.filter((view) => errorsOf(view).length > 0)
const occurrences = (errors: PageView['errors']) => sum(errors.map(({ count }) => count))
const ones = (views: PageView[]) => views.map(() => 1)
const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0)
const weight = 4
const filter = parseFilter({ browser: 'Chrome', path: '/*' })

describe.each(engines)('a sample of one in four, on $name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
    await storeBodies(storage, submissionsOf(pageViews))
  }, 300_000)
  afterAll(() => storage?.close())

  const scope = scopeOf({ source: 'sample', tier: 1, weight }, filter)

  test('holds the final state of its page views, and no others', async () => {
    const { rows } = await sql<{ missing: number; extra: number }>`
      select (select count(*) from facts f cross join unnest(array[0, f.sample_tier]) as tier
          where f.is_current and case when tier = 0 then f.error_count > 0 else tier = f.sample_tier end and not exists (
          select from page_view_samples s where s.shard = f.shard and s.debug_data_id = f.debug_data_id and s.received_at = f.received_at
            and s.sample_tier = tier and s.error_count = f.error_count and s.noise_count = f.noise_count and s.path = f.path))::int as missing,
        (select count(*) from page_view_samples s where not exists (
          select from facts f where f.shard = s.shard and f.debug_data_id = s.debug_data_id and f.is_current
            and case when s.sample_tier = 0 then f.error_count > 0 else s.sample_tier = f.sample_tier end))::int as extra`.execute(
      storage.db,
    )
    expect(rows).toEqual([{ missing: 0, extra: 0 }])
  })

  test('estimates page views, vitals and values, all from the same page views', async () => {
    const answers = await ask(storage.db, scope, {
      total: counts({}),
      series: counts({ buckets: byHour }),
      vitals: distributions(metricNames),
      tops: tops(['path', 'browser'], 10),
      lcp: distributionsOfTops('lcp', ['path', 'os'], 10),
    })
    const [total] = answers.total
    expectEstimate(total?.pageViews as number, ones(ofChrome), weight)
    expectEstimate(total?.pageViewsWithErrors as number, ones(withErrors), weight)
    expectEstimate(
      total?.errors as number,
      withErrors.map((view) => occurrences(errorsOf(view))),
      weight,
    )
    expect(sum(answers.series.map((point) => point.pageViews))).toBe(total?.pageViews)
    expect(sum(answers.tops.path.map(({ current }) => current))).toBe(total?.pageViews)
    expect(answers.vitals).toHaveLength(5)
    for (const { metric, histogram } of answers.vitals) {
      const values = ofChrome.flatMap(({ vitals }) => vitals[metric] ?? [])
      expectEstimatedPercentile(p75Of(metric, histogram) as number, values, 0.75, values.length / weight)
    }
    expect(answers.lcp.path).toHaveLength(6)
    for (const { value, histogram } of answers.lcp.path) {
      expectEstimate(histogram.count(), ones(ofChrome.filter(({ path }) => path === value)), weight)
    }
  })

  test('estimates error groups, their series and breakdowns', async () => {
    const groups = await countErrorGroups(storage.db, scope)
    expect(groups).toHaveLength(4)
    expectEstimate(
      sum(groups.map(({ count }) => count)),
      ofChrome.map(({ errors }) => occurrences(errors)),
      weight,
    )
    const [first] = groups
    const key = first?.groupKey as string
    const having = ofChrome.filter(({ errors }) => errors.some(({ kind }) => kind === 'order'))
    expectEstimate(first?.pageViews as number, ones(having), weight)
    const series = await countOverTime(storage.db, scope, [key], byHour)
    expect(sum((series.get(key) ?? []).map(({ count }) => count))).toBe(first?.count)
    const { points, shares } = await countGroup(storage.db, scope, [key], {
      buckets: byHour,
      dimensions: ['path', 'browser'],
    })
    expect(points.map(({ at, count }) => ({ at, count }))).toEqual(series.get(key))
    expect(sum(points.map(({ pageViews }) => pageViews))).toBe(first?.pageViews)
    expect(shares.get('browser')).toMatchObject([{ value: 'Chrome', pageViews: first?.pageViews }])
    expect(sum((shares.get('path') ?? []).map(({ pageViews }) => pageViews))).toBe(first?.pageViews)
  })

  test('answers from copies of page views with errors as from facts', async () => {
    const onlyErrors = { ...filter, hasErrors: true }
    const [facts, copies] = await Promise.all(
      (['facts', 'errors'] as const).map(async (source) => {
        const all = scopeOf({ source }, onlyErrors)
        const groups = await countErrorGroups(storage.db, all)
        const members = groups.map(({ groupKey }) => groupKey)
        const ofMembers = await countGroup(storage.db, all, members, { buckets: byHour, dimensions: ['path', 'os'] })
        const series = await countOverTime(storage.db, all, members, byHour)
        const { total } = await ask(storage.db, all, { total: counts({}) })
        return { groups, ofMembers, series, total }
      }),
    )
    expect(copies).toEqual(facts)
    expect(copies?.total).toMatchObject([{ pageViews: withErrors.length }])
    expect(sum(copies?.groups.map(({ count }) => count) ?? [])).toBe(
      sum(withErrors.map(({ errors }) => occurrences(errors))),
    )
  })

  test('counts as many errors as a submission may report', async () => {
    await sql`update page_view_samples set error_count = 2147483647, noise_count = 0 where browser_name = 'Chrome'`.execute(
      storage.db,
    )
    const { total } = await ask(storage.db, scope, { total: counts({}) })
    expect(total[0]?.errors).toBe((total[0]?.pageViews as number) * 2147483647)
  })

  test('loses deleted page views, and regains the submission that becomes current again', async () => {
    await deleteMatching(storage.db, parseFilter({ path: '/cart' }))
    const sampled = await sql`select from page_view_samples where path = '/cart'`.execute(storage.db)
    expect(sampled.rows).toEqual([])
    // the last submissions of page views that were submitted twice: the first ones count then
    await deleteMatching(storage.db, { ...parseFilter({ vital: 'lcp:0..50000' }) })
    const { rows } = await sql<Record<'facts' | 'samples' | 'factsWithErrors' | 'copiesWithErrors', number>>`select
      (select count(*) from facts where is_current and sample_tier > 0)::int as facts,
      (select count(*) from page_view_samples where sample_tier > 0)::int as samples,
      (select count(*) from facts where is_current and error_count > 0)::int as "factsWithErrors",
      (select count(*) from page_view_samples where sample_tier = 0)::int as "copiesWithErrors"`.execute(storage.db)
    expect(rows[0]?.facts).toBeGreaterThan(50)
    expect(rows[0]?.samples).toBe(rows[0]?.facts)
    expect(rows[0]?.factsWithErrors).toBeGreaterThan(10)
    expect(rows[0]?.copiesWithErrors).toBe(rows[0]?.factsWithErrors)
  })
})
