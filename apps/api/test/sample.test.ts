import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorGroupAnswer } from '../src/analysis/error-group-answer.ts'
import { listErrorGroups } from '../src/analysis/error-groups.ts'
import { metricAnswer } from '../src/analysis/metric-answer.ts'
import { overviewAnswer } from '../src/analysis/overview-answer.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'

const pageViews = knownPageViews(2500)
const submissions = submissionsOf(pageViews)
const from = new Date(Date.now() - 86_400_000)

describe.each(engines)('of what no rollup counts, on $name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
    const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    const headers = { 'content-type': 'application/json' }
    for (let at = 0; at < submissions.length; at += 100) {
      const some = submissions.slice(at, at + 100)
      await Promise.all(some.map((payload) => app.inject({ method: 'POST', url: '/collect', payload, headers })))
    }
    await app.close()
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
  const about = (number: number, truth: number, most = 0.5) => expect(Math.abs(number / truth - 1)).toBeLessThan(most)
  const ofChrome = pageViews.filter(({ browser }) => browser === 'Chrome')
  const filters = { from: from.toISOString(), browser: 'Chrome', path: '/*' }

  test('few page views are all counted', async () => {
    const overview = await overviewAnswer(storage.db, filters)
    expect(overview.isEstimate).toBe(false)
    expect(overview.counts.pageViews.current).toBe(ofChrome.length)
    const lcp = await metricAnswer(storage.db, 'lcp', filters)
    expect(lcp.isEstimate).toBe(false)
    expect(lcp.total.count).toBe(ofChrome.filter(({ vitals }) => vitals.lcp !== undefined).length)
    expect((await listErrorGroups(storage.db, { ...filters, limit: 50 })).isEstimate).toBe(false)
  })

  test('of many a sample stands for all', async () => {
    const limits = { taken: 400, pieces: 200 }
    const exact = await overviewAnswer(storage.db, filters)
    const overview = await overviewAnswer(storage.db, filters, limits)
    expect(overview.isEstimate).toBe(true)
    for (const name of ['pageViews', 'pageViewsWithErrors', 'errors'] as const) {
      about(overview.counts[name].current, exact.counts[name].current)
    }
    for (const [place, { p75 }] of overview.vitals.entries()) {
      about(p75.current as number, exact.vitals[place]?.p75.current as number)
    }
    // every part is about the same page views
    const total = overview.counts.pageViews.current
    expect(sum(overview.series.map((point) => point.pageViews))).toBe(total)
    expect(sum(overview.paths.map((path) => path.pageViews.current))).toBe(total)
    expect(overview.browsers).toEqual([{ value: 'Chrome', pageViews: { current: total, previous: 0 } }])

    const lcp = await metricAnswer(storage.db, 'lcp', { ...filters, breakdown: 'path' }, limits)
    expect(lcp.isEstimate).toBe(true)
    about(lcp.total.count, ofChrome.filter(({ vitals }) => vitals.lcp !== undefined).length)
    expect(sum(lcp.breakdown.map(({ count }) => count))).toBe(lcp.total.count)
    expect(sum(lcp.histogram.map(({ count }) => count))).toBe(lcp.total.count)
  })

  test('of those with errors a sample of their own does', async () => {
    const limits = { taken: 50, pieces: 100 }
    const { items, isEstimate } = await listErrorGroups(storage.db, { ...filters, limit: 50 }, limits)
    expect(isEstimate).toBe(true)
    about(
      sum(items.map(({ count }) => count)),
      sum(ofChrome.flatMap(({ errors }) => errors.map(({ count }) => count))),
      0.7,
    )
    const without = await listErrorGroups(storage.db, { ...filters, hasErrors: false, limit: 50 }, limits)
    expect(without.items).toEqual([])
    for (const { count, series } of items) expect(sum(series.map((point) => point.count))).toBe(count)
  })

  test('a group is counted among those that match and have it, and in a sample of many', async () => {
    const { items } = await listErrorGroups(storage.db, { ...filters, limit: 50 })
    const [first] = items
    const key = first?.groupKey as string
    const exact = await errorGroupAnswer(storage.db, key, filters)
    expect(exact).toMatchObject({ count: first?.count, pageViews: first?.pageViews, series: first?.series })
    const estimate = await errorGroupAnswer(storage.db, key, filters, { taken: 20, pieces: 100 })
    expect(estimate?.isEstimate).toBe(true)
    about(estimate?.count as number, first?.count as number, 0.8)
    // nobody has two of these at once
    const ofOther = { ...filters, groupKey: 'f'.repeat(16) }
    expect(await errorGroupAnswer(storage.db, key, ofOther)).toMatchObject({
      count: 0,
      occurrences: [],
      isEstimate: false,
    })
  })

  test.each([
    { browser: 'Safari', device: 'desktop', count: 0 },
    { browser: 'Firefox', device: 'mobile', count: 3 },
  ] as const)('what seems to be many and is not is counted: $count', async ({ count, ...rare }) => {
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

  test('what seems to be few and is not is sampled', async () => {
    // each tells the other two
    const onLinux = { from: from.toISOString(), browser: 'Firefox', os: 'Linux', device: 'desktop' } as const
    const lcp = await metricAnswer(storage.db, 'lcp', onLinux, { taken: 60, pieces: 100 })
    expect(lcp.isEstimate).toBe(true)
    about(lcp.total.count, pageViews.filter(({ browser }) => browser === 'Firefox').length, 0.8)
  })

  test('as many errors as a submission may say there were fit in', async () => {
    await sql`update facts set error_count = 2147483647 where browser_name = 'Chrome'`.execute(storage.db)
    const overview = await overviewAnswer(storage.db, filters, { taken: 400, pieces: 200 })
    expect(overview.counts.errors.current).toBe(overview.counts.pageViews.current * 2147483647)
  })
})
