import type { MetricAnswer, OverviewAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pairHours } from '../src/jobs/pair-hours.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'

const hourMs = 3_600_000
const headers = { authorization: `Bearer ${testToken}` }
const filters = ['browser=Firefox', 'device=mobile', 'host=b.example', 'hasErrors=true']

describe.each(engines)('pairs of dimensions by hour, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
  }, 120_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function send(submissions: string[]): Promise<void> {
    for (const payload of submissions) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/collect',
        payload,
        headers: { 'content-type': 'application/json' },
      })
      expect(statusCode).toBe(200)
    }
  }

  async function get<Answer>(url: string): Promise<Answer> {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json() as Answer
  }

  async function answers(window: string) {
    const told: unknown[] = []
    for (const filter of filters) {
      const { breakdown } = await get<MetricAnswer>(`/api/metrics/lcp?breakdown=path&${filter}&${window}`)
      const { paths, browsers, os, devices, hosts, errorGroups, slowestPages } = await get<OverviewAnswer>(
        `/api/overview?${filter}&${window}`,
      )
      told.push({ filter, breakdown, paths, browsers, os, devices, hosts, top: errorGroups.top, slowestPages })
    }
    return told
  }

  test('they are what facts say, before and after corrections, and stand for the hours of a window', async () => {
    const submissions = submissionsOf(knownPageViews(240))
    const from = new Date(Math.floor(Date.now() / hourMs - 1) * hourMs).toISOString()
    // as if it were tomorrow: the hours from now on are over, too
    const tomorrow = Date.now() + 26 * hourMs
    await send(submissions.slice(0, 150))
    await rollUpQueue(storage.db)
    // 72, and what lacks to six hours
    const sixHoursMs = 6 * hourMs
    const first = Math.floor((Math.floor(tomorrow / hourMs) * hourMs - 72 * hourMs) / sixHoursMs) * sixHoursMs
    expect(await pairHours(storage.db, { now: tomorrow })).toBe(Math.floor((tomorrow - first) / hourMs))
    expect(await pairHours(storage.db, { now: tomorrow })).toBe(0)
    // some of these replace what is summed up
    await send(submissions.slice(150))
    const unfinished = await answers(`from=${from}`)
    await rollUpQueue(storage.db)
    const deleted = await app.inject({ method: 'DELETE', url: '/api/submissions?path=%2Fcart', headers })
    expect(deleted.json()).not.toEqual({ deleted: 0 })
    await rollUpQueue(storage.db)

    const expected = await answers('from=2020-01-01')
    expect(unfinished).not.toEqual(expected)
    await sql`delete from facts`.execute(storage.db)
    expect(await answers(`from=${from}`)).toEqual(expected)

    // from midnight to six the day itself is read
    const sixHours = new Date(Math.floor(Date.now() / sixHoursMs) * sixHoursMs)
    expect(await sumsOf('sixHours', sixHours)).toEqual(await sumsOf('hour', sixHours))
    const isHour = sql`level = 'hour' and dimension <> 'paired' and bucket_start >= ${sixHours}`
    await sql`create table hours as select * from rollups where ${isHour}`.execute(storage.db)
    await sql`delete from rollups where ${isHour}`.execute(storage.db)
    expect(await answers(`from=${sixHours.toISOString()}`)).toEqual(expected)
    await sql`insert into rollups select * from hours`.execute(storage.db)
  }, 120_000)

  /** Of each cell what the rollups of six hours come to. */
  async function sumsOf(level: string, from: Date) {
    const { rows } = await sql<{ pageViews: number }>`select dimension, dimension2, value, value2,
        sum(page_views)::int as page_views, sum(errors)::int as errors, sum(lcp)::int as lcp
      from rollups where level = ${level} and dimension <> 'paired'
        and bucket_start between ${from} and ${from}::timestamptz + interval '5 hours'
      group by dimension, dimension2, value, value2
      order by dimension, dimension2, value, value2`.execute(storage.db)
    expect(rows.length).toBeGreaterThan(50)
    return rows
  }

  test('those of long ago are forgotten, those of a busy day later', async () => {
    const pairs = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from rollups
        where level <> 'day' and dimension2 <> ''`.execute(storage.db)
      return rows[0]?.n
    }
    expect(await pairs()).toBeGreaterThan(100)
    const after = (days: number, busyDay: number) =>
      pairHours(storage.db, { now: Date.now() + days * 24 * hourMs, busyDay })
    const busyDay = Math.floor(knownPageViews(240).length / 4)
    const all = await pairs()
    await after(10, busyDay)
    expect(await pairs()).toBe(all)
    await sql`create table kept as select * from rollups`.execute(storage.db)
    await after(11, 1000)
    expect(await pairs()).toBe(0)
    await sql`delete from rollups`.execute(storage.db)
    await sql`insert into rollups select * from kept`.execute(storage.db)
    await after(20, busyDay)
    expect(await pairs()).toBe(0)
  })
})
