import type { ErrorGroupAnswer, ErrorGroupsAnswer, OverviewAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteMatching } from '../src/analysis/delete-submissions.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { lateGroup, maxValuesPerDay } from '../src/storage/tables/rollups.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const beyond = 20
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
const letters = (number: number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
const message = (number: number) => `there is no ${letters(number)}`

describe.each(engines)('more values than a day keeps apart, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  beforeAll(async () => {
    storage = (await engine.open()).storage
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    for (let number = 0; number < maxValuesPerDay + beyond; number++) {
      await app.inject({
        method: 'POST',
        url: '/collect',
        headers: { 'user-agent': chrome },
        payload: {
          url: `https://a.example/${number}`,
          errors: [{ type: 'exception', name: 'Error', message: message(number), timestamp: Date.now() }],
        },
      })
    }
    await rollUpQueue(storage.db)
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function ask<Answer>(path: string): Promise<Answer> {
    return (await app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${testToken}` } })).json()
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
  const all = Array.from({ length: maxValuesPerDay + beyond }, (_, number) => message(number)).toSorted()

  test.each(['', '&hasErrors=true', '&browser=Chrome', '&browser=Chrome&os=Windows'])(
    'every error group is listed, %s',
    async (filter) => {
      expect(await listed(filter)).toEqual(all)
    },
  )

  test('the overview counts them all', async () => {
    for (const filter of ['', '?browser=Chrome']) {
      const { errorGroups } = await ask<OverviewAnswer>(`/overview${filter}`)
      expect(errorGroups.open).toBe(all.length)
    }
  })

  const late = message(maxValuesPerDay + 7)
  const keyOfLate = async () =>
    (await ask<ErrorGroupsAnswer>(`/errors?q=${encodeURIComponent(late)}`)).items[0]?.groupKey

  test.each(['', '?browser=Chrome'])('the page of one that came late counts it, %s', async (filter) => {
    const group = await ask<ErrorGroupAnswer>(`/errors/${await keyOfLate()}${filter}`)
    expect(group).toMatchObject({
      count: 1,
      pageViews: 1,
      series: [{ count: 1 }],
      breakdowns: { browser: [{ value: 'Chrome', count: 1, pageViews: 1 }] },
      isEstimate: false,
      isOfLatest: false,
    })
    expect(group.occurrences).toHaveLength(1)
  })

  test('one that came late and was deleted is listed no longer', async () => {
    await deleteMatching(storage.db, { groupKey: (await keyOfLate()) as string })
    for (const filter of ['', '&browser=Chrome']) {
      expect(await listed(filter)).toEqual(all.filter((message) => message !== late))
    }
  })

  test('of a day that the version before rolled up none is counted less than nothing', async () => {
    await sql`delete from rollups where dimension = ${lateGroup}`.execute(storage.db)
    const { groupKey } =
      (await ask<ErrorGroupsAnswer>(`/errors?q=${encodeURIComponent(message(maxValuesPerDay + 8))}`)).items[0] ?? {}
    expect(await deleteMatching(storage.db, { groupKey: groupKey as string })).toBe(1)
    const { rows } = await sql<{ least: number }>`select min(page_views)::float8 as least from rollups`.execute(
      storage.db,
    )
    expect(rows[0]?.least).toBeGreaterThanOrEqual(0)
  })
})
