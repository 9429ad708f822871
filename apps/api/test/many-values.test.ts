import type { ErrorGroupAnswer, ErrorGroupsAnswer, MetricAnswer, OverviewAnswer, PagesAnswer } from '@collector/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '../src/filters/read-filter.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { maxValuesPerDay, overflowValue } from '../src/storage/tables/page-view-rollups.ts'
import { deleteMatching } from '../src/submissions/delete-submissions.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { storeBodies } from './support/store-bodies.ts'

const beyond = 20
const many = maxValuesPerDay + beyond
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
const letters = (number: number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
const message = (number: number) => `there is no ${letters(number)}`
const pathOf = (number: number) => `/${letters(number)}`
const hostOf = (number: number) => `${letters(number)}.example`

/** Each has a host, a path and an error of its own; the first ones are rolled up by themselves, the last ones together. */
const bodies = Array.from({ length: many }, (_, number) =>
  JSON.stringify({
    page: { url: `https://${hostOf(number)}${pathOf(number)}` },
    browser: { userAgent: chrome },
    performance: { vitals: { lcp: { value: 1000 + number } } },
    errors: [{ type: 'error', name: 'Error', message: message(number), timestamp: Date.now() }],
  }),
)

describe.each(engines)('more values per day than rollups keep, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  beforeAll(async () => {
    storage = (await engine.open()).storage
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    // the last ones come after the others were rolled up, so that it is known which overflow
    await storeBodies(storage, bodies.slice(0, maxValuesPerDay))
    await rollUpQueue(storage.db)
    await storeBodies(storage, bodies.slice(maxValuesPerDay))
    await rollUpQueue(storage.db)
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function ask<Answer>(path: string): Promise<Answer> {
    const answer = await app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${testToken}` } })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.body).not.toContain(overflowValue)
    return answer.json()
  }

  async function listed(filter: string): Promise<string[]> {
    const messages: string[] = []
    let cursor: string | null = ''
    do {
      const page: ErrorGroupsAnswer = await ask(`/errors?limit=100${filter}${cursor && `&cursor=${cursor}`}`)
      messages.push(...page.items.map((group) => group.message))
      cursor = page.nextCursor
    } while (cursor !== null)
    return messages.toSorted()
  }
  const all = Array.from({ length: many }, (_, number) => message(number)).toSorted()

  test('every page view counts in totals, though its host and path overflow', async () => {
    for (const filter of ['', '?browser=Chrome', '?path=/*']) {
      const overview = await ask<OverviewAnswer>(`/overview${filter}`)
      expect(overview.counts).toMatchObject({
        pageViews: { current: many },
        pageViewsWithErrors: { current: many },
        errors: { current: many },
      })
      expect(overview.browsers).toEqual([{ value: 'Chrome', pageViews: { current: many, previous: 0 } }])
      const lcp = await ask<MetricAnswer>(`/metrics/lcp${filter}`)
      expect(lcp.total.count).toBe(many)
    }
  })

  test('lists of the most frequent values never name the overflow', async () => {
    const { paths, hosts } = await ask<OverviewAnswer>('/overview')
    for (const list of [paths, hosts]) expect(list).toHaveLength(10)
    for (const by of ['path', 'host']) {
      const { breakdown } = await ask<MetricAnswer>(`/metrics/lcp?breakdown=${by}&browser=Chrome`)
      expect(breakdown).toHaveLength(50)
      for (const { count } of breakdown) expect(count).toBe(1)
    }
  })

  test('the list of pages counts overflowing ones as others', async () => {
    const answer = await ask<PagesAnswer>('/pages?limit=200')
    expect(answer.others).toEqual({ pageViews: beyond, pageViewsWithErrors: beyond })
    expect(answer.items).toHaveLength(200)
    const exact = await ask<PagesAnswer>(`/pages?browser=Chrome&path=/*`)
    expect(exact.others.pageViews).toBe(0)
  })

  const numbers = { 'kept by itself': 7, overflowed: maxValuesPerDay + 7 }
  const filtersOf = (number: number) => [`path=${pathOf(number)}`, `host=${hostOf(number)}`]

  test.each(Object.entries(numbers))('a filter by a path or host that is %s counts it exactly', async (_, number) => {
    for (const filter of filtersOf(number)) {
      const overview = await ask<OverviewAnswer>(`/overview?${filter}`)
      const one = { current: 1, previous: 0 }
      expect(overview).toMatchObject({
        isEstimate: false,
        counts: { pageViews: one, pageViewsWithErrors: one, errors: one },
        paths: [{ value: pathOf(number), pageViews: one }],
        hosts: [{ value: hostOf(number), pageViews: one }],
        browsers: [{ value: 'Chrome', pageViews: one }],
        errorGroups: { open: 1, top: [{ message: message(number), count: one }] },
      })
      const lcp = await ask<MetricAnswer>(`/metrics/lcp?${filter}&breakdown=path`)
      expect(lcp.total.count).toBe(1)
      expect(Math.abs((lcp.total.p75 as number) / (1000 + number) - 1)).toBeLessThan(0.025)
      expect(lcp.breakdown).toMatchObject([{ value: pathOf(number), count: 1 }])
      expect(await listed(`&${filter}`)).toEqual([message(number)])
    }
  })

  test.each(['', '&hasErrors=true', '&browser=Chrome', '&browser=Chrome&os=Windows'])(
    'every error group is listed, with the filter "%s"',
    async (filter) => {
      expect(await listed(filter)).toEqual(all)
    },
  )

  test('the overview counts every error group', async () => {
    for (const filter of ['', '?browser=Chrome']) {
      const { errorGroups } = await ask<OverviewAnswer>(`/overview${filter}`)
      expect(errorGroups.open).toBe(all.length)
    }
  })

  const late = message(maxValuesPerDay + 7)
  const keyOf = async (text: string) =>
    (await ask<ErrorGroupsAnswer>(`/errors?q=${encodeURIComponent(text)}`)).items[0]?.groupKey as string

  test.each(['', '?browser=Chrome'])(
    'an error group that overflowed is counted by itself, with the filter "%s"',
    async (filter) => {
      const group = await ask<ErrorGroupAnswer>(`/errors/${await keyOf(late)}${filter}`)
      expect(group).toMatchObject({
        count: 1,
        pageViews: 1,
        series: [{ count: 1 }],
        breakdowns: {
          browser: [{ value: 'Chrome', count: 1, pageViews: 1 }],
          path: [{ value: pathOf(maxValuesPerDay + 7), count: 1, pageViews: 1 }],
        },
        isEstimate: false,
      })
      expect(group.occurrences).toHaveLength(1)
    },
  )

  test('a deleted error group that overflowed is no longer listed', async () => {
    expect(await deleteMatching(storage.db, parseFilter({ groupKey: await keyOf(late) }))).toBe(1)
    for (const filter of ['', '&browser=Chrome']) {
      expect(await listed(filter)).toEqual(all.filter((message) => message !== late))
    }
    for (const filter of ['', ...filtersOf(maxValuesPerDay + 7), ...filtersOf(maxValuesPerDay + 8)]) {
      const { counts } = await ask<OverviewAnswer>(`/overview?${filter}`)
      const expected = filter === '' ? many - 1 : filter.includes(letters(maxValuesPerDay + 7)) ? 0 : 1
      expect(counts.pageViews.current, filter).toBe(expected)
    }
  })
})
