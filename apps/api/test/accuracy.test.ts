import type { ErrorGroupsAnswer, OverviewAnswer } from '@collector/schema'
import { dayMs } from '@collector/schema/catalogue'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { AnswerCheck } from './support/answer-check.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { randomFilters, type Window } from './support/random-filters.ts'
import { SeededRandom } from './support/seeded-random.ts'
import { onceMessage, type SkewedPageView, skewedPageViews } from './support/skewed-page-views.ts'
import { storeFacts } from './support/store-facts.ts'

/** In the embedded engine fewer, all of which are read: it takes three times as long. */
const sizes = { PostgreSQL: { count: 300_000, combinations: 200 }, PGlite: { count: 20_000, combinations: 50 } }

const to = new Date(Math.floor(Date.now() / 1000) * 1000)
const whole: Window = { from: new Date(to.getTime() - 10 * dayMs), to }

describe.each(engines)('page views of known truth, on $name', (engine) => {
  const { count, combinations } = sizes[engine.name as keyof typeof sizes]
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  let pageViews: SkewedPageView[]
  let groupKeys: Map<string, string>
  beforeAll(async () => {
    storage = (await engine.open()).storage
    await ensurePartitions(storage.db, [whole.from, whole.to])
    pageViews = [...skewedPageViews(count, whole)]
    groupKeys = await storeFacts(storage, pageViews)
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
  }, 600_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer>(path: string, query: object): Promise<Answer> {
    const url = `/api/${path}?${new URLSearchParams(query as Record<string, string>)}`
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${testToken}` } })
    expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
    return answer.json() as Answer
  }

  const within = (views: readonly SkewedPageView[], from: Date, to: Date) =>
    views.filter(({ receivedAt }) => receivedAt >= from && receivedAt < to)

  test('answers to random filters are exact, or within the promised error of a sample', async () => {
    const filters = randomFilters(combinations, new SeededRandom(21), pageViews, { ...whole, groupKeys })
    const wrong: string[] = []
    let estimates = 0
    for (const { query, matches, from, to } of filters) {
      const matching = pageViews.filter(matches)
      const asked = { ...query, from: from.toISOString(), to: to.toISOString() }
      const truth = within(matching, from, to)
      const about = JSON.stringify(asked)
      const ofMetric = new AnswerCheck(truth, [], about)
      ofMetric.metric(await get('metrics/lcp', { ...asked, breakdown: 'browser' }))

      const overview = await get<OverviewAnswer>('overview', asked)
      const ofOverview = new AnswerCheck(truth, within(matching, new Date(overview.previousFrom), from), about)
      ofOverview.overview(overview)
      if (ofOverview.isExact) ofOverview.errorGroups(await get('errors', { ...asked, limit: 200 }))
      if (overview.isEstimate) estimates++
      wrong.push(...ofMetric.wrong, ...ofOverview.wrong)
    }
    expect(wrong).toEqual([])
    expect(estimates > 0).toBe(count > 100_000)
  }, 600_000)

  test('an error group that occurred once is listed, unfiltered and with any one filter', async () => {
    const view = pageViews.find(({ errors }) => errors.some(({ message }) => message === onceMessage)) as SkewedPageView
    const { browser, os, device, host, path } = view
    const missing: object[] = []
    for (const query of [{}, { browser }, { os }, { device }, { host }, { path }, { hasErrors: true }]) {
      const asked = { ...query, from: whole.from.toISOString(), to: whole.to.toISOString() }
      const groupKey = groupKeys.get(onceMessage) as string
      if ((await countInList(groupKey, asked)) !== 1) missing.push(query)
      const group = await get<ErrorGroupsAnswer['items'][number]>(`errors/${groupKey}`, asked)
      if (group.count !== 1 || group.pageViews !== 1) missing.push({ ...query, groupKey })
    }
    expect(missing).toEqual([])
  }, 300_000)

  async function countInList(groupKey: string, query: object): Promise<number | undefined> {
    let cursor: string | null = null
    do {
      const page: ErrorGroupsAnswer = await get('errors', { ...query, limit: 200, ...(cursor && { cursor }) })
      const found = page.items.find((group) => group.groupKey === groupKey)
      if (found) return found.count
      cursor = page.nextCursor
    } while (cursor)
    return undefined
  }
})
