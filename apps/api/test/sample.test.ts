import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorGroupAnswer } from '../src/analysis/error-group-answer.ts'
import { listErrorGroups } from '../src/analysis/error-groups.ts'
import { metricAnswer } from '../src/analysis/metric-answer.ts'
import { overviewAnswer } from '../src/analysis/overview-answer.ts'
import { referrersAnswer } from '../src/analysis/referrers-answer.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, type PageView, submissionsOf } from './support/known-page-views.ts'
import { expectEstimate, expectEstimatedPercentile } from './support/sampling-error.ts'
import { storeBodies } from './support/store-bodies.ts'

// half of them have errors: a sample of few would be too coarse to see a wrong weight
const pageViews = knownPageViews(2500).map((view, n) =>
  n % 2 === 0 ? { ...view, errors: [{ kind: 'order', count: 1 + (n % 3) }, ...view.errors.slice(1)] } : view,
)
const submissions = submissionsOf(pageViews)
const from = new Date(Date.now() - 86_400_000)
const errorsOf = ({ errors }: PageView) => errors.reduce((all, { count }) => all + count, 0)
const ones = (views: PageView[]) => views.map(() => 1)
/** So few that no planner's mistake makes all of the page views be counted. */
const fewOf = (views: PageView[]) => Math.floor(views.length / 5)
/** One in so many is sampled at most: a power of two, by which at least half of `taken` are sampled. */
const largestWeight = (views: PageView[], taken: number) => 2 ** Math.floor(Math.log2(views.length / (taken / 2)))

describe.each(engines)('samples, on $name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
    await storeBodies(storage, submissions)
    // as if they had come one by one
    await ensurePartitions(storage.db, [from])
    await sql`update facts f set received_at = f.received_at - place * interval '20 s'
      from (select debug_data_id, row_number() over (order by debug_data_id) as place from facts) p
      where p.debug_data_id = f.debug_data_id`.execute(storage.db)
    await sql`update errors e set received_at = f.received_at from facts f
      where f.debug_data_id = e.debug_data_id`.execute(storage.db)
    // three of many Firefoxes are on phones
    await sql`update facts set device = 'mobile' where debug_data_id in (select debug_data_id from facts
      where browser_name = 'Firefox' and is_current order by debug_data_id limit 3)`.execute(storage.db)
    await sql`delete from rollups`.execute(storage.db)
    await sql`delete from rollup_queue`.execute(storage.db)
    await sql`insert into rollup_queue (debug_data_id, sign, page_view_id, received_at)
      select debug_data_id, 1, page_view_id, received_at from facts where is_current`.execute(storage.db)
    await rollUpQueue(storage.db)
    await sql`analyze facts`.execute(storage.db)
  }, 300_000)
  afterAll(() => storage?.close())

  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
  const ofChrome = pageViews.filter(({ browser }) => browser === 'Chrome')
  const filters = { from: from.toISOString(), browser: 'Chrome', path: '/*' }

  const withErrors = ofChrome.filter(({ errors }) => errors.length > 0)

  test('few page views are all counted', async () => {
    const overview = await overviewAnswer(storage.db, filters)
    expect(overview.isEstimate).toBe(false)
    expect(overview.counts.pageViews.current).toBe(ofChrome.length)
    const lcp = await metricAnswer(storage.db, 'lcp', filters)
    expect(lcp.isEstimate).toBe(false)
    expect(lcp.total.count).toBe(ofChrome.filter(({ vitals }) => vitals.lcp !== undefined).length)
    expect((await listErrorGroups(storage.db, { ...filters, limit: 50 })).isEstimate).toBe(false)
  })

  test('the overview of many page views is estimated from one sample', async () => {
    const limits = { taken: Math.floor(ofChrome.length / 2.5), pieces: 200 }
    const weight = largestWeight(ofChrome, limits.taken)
    const overview = await overviewAnswer(storage.db, filters, limits)
    expect(overview.isEstimate).toBe(true)
    const { pageViews: counted, pageViewsWithErrors, errors } = overview.counts
    expectEstimate(counted.current, ones(ofChrome), weight)
    expectEstimate(pageViewsWithErrors.current, ones(withErrors), weight)
    expectEstimate(errors.current, withErrors.map(errorsOf), weight)
    expect(overview.vitals).toHaveLength(5)
    for (const { metric, p75 } of overview.vitals) {
      const values = ofChrome.flatMap(({ vitals }) => vitals[metric] ?? [])
      expectEstimatedPercentile(p75.current as number, values, 0.75, values.length / weight)
    }
    // every part is about the same page views
    const total = counted.current
    expect(sum(overview.series.map((point) => point.pageViews))).toBe(total)
    expect(sum(overview.paths.map((path) => path.pageViews.current))).toBe(total)
    expect(overview.browsers).toEqual([{ value: 'Chrome', pageViews: { current: total, previous: 0 } }])
  })

  test('a metric of many page views is estimated from one sample', async () => {
    const limits = { taken: Math.floor(ofChrome.length / 2.5), pieces: 200 }
    const weight = largestWeight(ofChrome, limits.taken)
    const lcp = await metricAnswer(storage.db, 'lcp', { ...filters, breakdown: 'path' }, limits)
    expect(lcp.isEstimate).toBe(true)
    const measured = ofChrome.filter(({ vitals }) => vitals.lcp !== undefined)
    expectEstimate(lcp.total.count, ones(measured), weight)
    expect(lcp.breakdown).toHaveLength(6)
    for (const { value, count } of lcp.breakdown) {
      expectEstimate(count, ones(measured.filter(({ path }) => path === value)), weight)
    }
    expect(sum(lcp.breakdown.map(({ count }) => count))).toBe(lcp.total.count)
    expect(sum(lcp.histogram.map(({ count }) => count))).toBe(lcp.total.count)
  })

  test('error groups are estimated from a sample of the page views that have errors', async () => {
    const limits = { taken: fewOf(withErrors), pieces: 100 }
    const { items, isEstimate } = await listErrorGroups(storage.db, { ...filters, limit: 50 }, limits)
    expect(isEstimate).toBe(true)
    expectEstimate(
      sum(items.map(({ count }) => count)),
      withErrors.map(errorsOf),
      largestWeight(withErrors, limits.taken),
    )
    const without = await listErrorGroups(storage.db, { ...filters, hasErrors: false, limit: 50 }, limits)
    expect(without.items).toEqual([])
    for (const { count, series } of items) expect(sum(series.map((point) => point.count))).toBe(count)
  })

  test('a group is counted exactly where few page views have it, and estimated where many have', async () => {
    const { items } = await listErrorGroups(storage.db, { ...filters, limit: 50 })
    const [first] = items
    const key = first?.groupKey as string
    const exact = await errorGroupAnswer(storage.db, key, filters)
    const having = ofChrome.filter(({ errors }) => errors.some(({ kind }) => kind === 'order'))
    const counts = having.map(({ errors }) => errors.find(({ kind }) => kind === 'order')?.count ?? 0)
    expect(first).toMatchObject({ count: sum(counts), pageViews: having.length })
    expect(exact).toMatchObject({ count: first?.count, pageViews: first?.pageViews, series: first?.series })
    const limits = { taken: fewOf(having), pieces: 100 }
    const estimate = await errorGroupAnswer(storage.db, key, filters, limits)
    expect(estimate?.isEstimate).toBe(true)
    const weight = largestWeight(having, limits.taken)
    expectEstimate(estimate?.count as number, counts, weight)
    expectEstimate(estimate?.pageViews as number, ones(having), weight)
    // nobody has two of these at once
    const ofOther = { ...filters, groupKey: 'f'.repeat(16) }
    expect(await errorGroupAnswer(storage.db, key, ofOther)).toMatchObject({
      count: 0,
      occurrences: [],
      isEstimate: false,
    })
  })

  test('referrers of many page views are estimated from a sample', async () => {
    const asked = { from: from.toISOString() }
    const exact = await referrersAnswer(storage.db, asked, { maxRead: submissions.length, pieces: 50 })
    expect(exact).toMatchObject({ isEstimate: false, pageViews: pageViews.length })
    const half = await referrersAnswer(storage.db, asked, { maxRead: submissions.length / 2, pieces: 50 })
    expect(half.isEstimate).toBe(true)
    expectEstimate(half.pageViews, ones(pageViews), 2)
    expect(half.referrers).toHaveLength(exact.referrers.length)
    for (const { host, pageViews: estimate } of half.referrers) {
      const truth = exact.referrers.find((referrer) => referrer.host === host)?.pageViews ?? 0
      expectEstimate(estimate, Array(truth).fill(1), 2)
    }
    expect(sum(half.referrers.map((referrer) => referrer.pageViews))).toBe(half.pageViews)
  })

  test.each([
    { browser: 'Safari', device: 'desktop', count: 0 },
    { browser: 'Firefox', device: 'mobile', count: 3 },
  ] as const)('counts exactly when the planner overestimates: $count match', async ({ count, ...rare }) => {
    const limits = { taken: 20, pieces: 10 }
    // there are many of each
    const asked = { from: from.toISOString(), ...rare }
    expect(await overviewAnswer(storage.db, asked, limits)).toMatchObject({
      isEstimate: false,
      counts: { pageViews: { current: count } },
    })
    expect((await metricAnswer(storage.db, 'lcp', { ...asked, vital: 'lcp:0..' }, limits)).total.count).toBe(
      (await metricAnswer(storage.db, 'lcp', asked)).total.count,
    )
  })

  test('falls back to sampling when the planner underestimates', async () => {
    // the planner takes these filters for independent, but each implies the other two
    const onLinux = { from: from.toISOString(), browser: 'Firefox', os: 'Linux', device: 'desktop' } as const
    const lcp = await metricAnswer(storage.db, 'lcp', onLinux, { taken: 60, pieces: 100 })
    expect(lcp.isEstimate).toBe(true)
    const measured = pageViews.filter(({ browser, vitals }) => browser === 'Firefox' && vitals.lcp !== undefined)
    expectEstimate(lcp.total.count, ones(measured), 8)
  })

  test('sums of the largest error counts do not overflow', async () => {
    await sql`update facts set error_count = 2147483647 where browser_name = 'Chrome'`.execute(storage.db)
    const overview = await overviewAnswer(storage.db, filters, { taken: 400, pieces: 200 })
    expect(overview.counts.errors.current).toBe(overview.counts.pageViews.current * 2147483647)
  })
})
