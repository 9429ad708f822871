import type { MetricAnswer, OverviewAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startOf } from '../src/analysis/buckets.ts'
import { forgetSummedUp } from '../src/analysis/summed-up-now.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import { migrate } from '../src/storage/migrate.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { forgetTenMinutes, hoursWithTenMinutes } from '../src/storage/tables/ten-minutes.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { insertRollup } from './support/insert-rollup.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'
import { openBefore } from './support/open-before.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const headers = { authorization: `Bearer ${testToken}` }
/** Page views are spread over so many minutes. */
const spread = 150

describe.each(engines)('page views of the last hours by ten minutes, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    for (const payload of submissionsOf(knownPageViews(240))) {
      const sent = {
        method: 'POST',
        url: '/collect',
        payload,
        headers: { 'content-type': 'application/json' },
      } as const
      expect((await app.inject(sent)).statusCode).toBe(200)
    }
    await ensurePartitions(storage.db, [new Date(Date.now() - spread * minuteMs)])
    for (const table of ['facts', 'errors', 'page_views', 'rollup_queue'])
      await sql`update ${sql.table(table)} set received_at = received_at
        - abs(hashtext(page_view_id) % ${spread}::int) * interval '1 minute'`.execute(storage.db)
  }, 120_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer>(url: string): Promise<Answer> {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json() as Answer
  }

  async function answers(window: { from: number; to: number }) {
    forgetSummedUp(storage.db)
    const times = Object.entries(window).map(([name, time]): [string, string] => [name, new Date(time).toISOString()])
    const query = new URLSearchParams(times)
    const overview = await get<OverviewAnswer>(`/api/overview?${query}`)
    const ofFirefox = await get<OverviewAnswer>(`/api/overview?${query}&browser=Firefox`)
    return {
      lcp: await get<MetricAnswer>(`/api/metrics/lcp?${query}&breakdown=path`),
      overview,
      ofFirefox: { counts: ofFirefox.counts, vitals: ofFirefox.vitals, series: ofFirefox.series },
    }
  }

  const tenMinutesAgo = (minutes: number) => startOf('tenMinutes', Date.now() - minutes * minuteMs)
  const withTenMinutes = () => hoursWithTenMinutes(storage.db, new Date(Date.now() - 6 * hourMs))

  test('answers are what facts say, whichever minute the window begins and ends with', async () => {
    // one that goes on would be compared with another period before
    const now = Date.now()
    const windows = [
      { from: tenMinutesAgo(70), to: tenMinutesAgo(20) },
      { from: tenMinutesAgo(30), to: tenMinutesAgo(10) },
      { from: now - 63 * minuteMs, to: now },
      { from: now - 8 * minuteMs, to: now },
      { from: now - 137 * minuteMs, to: now - 12 * minuteMs },
    ]
    const all = () => Promise.all(windows.map(answers))
    expect(await withTenMinutes()).toEqual(new Set())
    const expected = await all()
    await rollUpQueue(storage.db)
    expect((await withTenMinutes()).size).toBeGreaterThanOrEqual(3)
    expect(await all()).toEqual(expected)
    for (const { lcp, overview } of expected) {
      expect(lcp.total.count).toBeGreaterThan(0)
      expect(overview.counts.pageViews.current).toBeGreaterThan(0)
    }

    const deleted = await app.inject({ method: 'DELETE', url: '/api/submissions?path=%2Fcart', headers })
    expect(deleted.json()).not.toEqual({ deleted: 0 })
    const afterwards = await all()
    expect(afterwards).not.toEqual(expected)
    await rollUpQueue(storage.db)
    expect(await all()).toEqual(afterwards)

    // where the window is whole ten minutes nothing else is read
    await sql`create table kept as select * from facts`.execute(storage.db)
    await sql`delete from facts`.execute(storage.db)
    const [rolledUp] = await all()
    expect(rolledUp?.lcp).toEqual(afterwards[0]?.lcp)
    expect(rolledUp?.overview.counts).toEqual(afterwards[0]?.overview.counts)
    await sql`insert into facts select * from kept`.execute(storage.db)
  }, 120_000)

  test('an hour of which some are missing is counted without them', async () => {
    const window = { from: tenMinutesAgo(70), to: tenMinutesAgo(20) }
    const expected = await answers(window)
    const before = await withTenMinutes()
    await forgetTenMinutes(storage.db, tenMinutesAgo(60) + 12 * hourMs)
    expect((await withTenMinutes()).size).toBeLessThan(before.size)
    expect(await answers(window)).toEqual(expected)
  }, 120_000)

  test('those of long ago are forgotten', async () => {
    const count = async () => {
      const { rows } = await sql`select from rollups where level = 'tenMinutes'`.execute(storage.db)
      return rows.length
    }
    expect(await count()).toBeGreaterThan(0)
    await forgetTenMinutes(storage.db)
    expect(await count()).toBeGreaterThan(0)
    await forgetTenMinutes(storage.db, Date.now() + 24 * hourMs)
    expect(await count()).toBe(0)
  }, 120_000)
})

test('a process of the version before cannot write rollups, which it would leave incomplete', async () => {
  const storage = await openBefore('2026-12-09-ten-minutes', 'PostgreSQL')
  const insertOld = (value: string) => insertRollup(storage.db, { level: 'hour', dimension: 'browser', value, form: 2 })
  try {
    await insertOld('Firefox')
    await migrate(storage.db)
    await expect(insertOld('Safari')).rejects.toThrow('form')
  } finally {
    await storage.close()
  }
}, 120_000)
