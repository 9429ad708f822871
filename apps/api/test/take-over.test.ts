import type { ErrorGroupAnswer, OverviewAnswer, SubmissionsAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TakeOverProgress, takeOver } from '../src/jobs/take-over.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
/** Every tenth row can be read by nobody; of the others one half is JSON, the other what Python's str() writes. */
const rows = 5000
const json = `{"userAgent": "${firefox}", "doNotTrack": null}`
const python = `{'userAgent': '${firefox}', 'doNotTrack': None, 'cookiesEnabled': True}`
const from = '2024-03-01T00:00:00Z'
const to = '2024-04-01T00:00:00Z'

describe.each(engines)("the predecessor's rows, on $name", (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  const digest = sql<{ digest: string }>`select md5(string_agg(d::text, '~' order by id)) as digest from (
    select id, ip, browser_info, performance_data, fingerprints, errors, timestamp from debug_data) d`
  let before: unknown

  beforeAll(async () => {
    storage = (await engine.open()).storage
    app = await buildTestApp(storage)
    await sql`insert into debug_data (ip, browser_info, performance_data, fingerprints, errors, timestamp)
      select '10.0.0.' || n % 250, case when n % 10 = 0 then 'gone <wrong>' when n % 2 = 0 then ${json} else ${python} end,
        '{}', '{}', case when n % 100 = 1 then '[{''message'': "it''s broken", ''stack'': ''''}]' else '[]' end,
        timestamp '2024-03-01' + n * interval '8 minutes' from generate_series(1, ${rows}::int) n`.execute(storage.db)
    before = (await digest.execute(storage.db)).rows
  }, 300_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer>(url: string): Promise<Answer> {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${testToken}` } })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json()
  }

  async function listed(query: string): Promise<number[]> {
    const ids: number[] = []
    let cursor: string | null = ''
    do {
      const page: SubmissionsAnswer = await get(`/api/submissions?limit=200&${query}${cursor && `&cursor=${cursor}`}`)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    return ids
  }

  const window = `from=${from}&to=${to}`
  const all = Array.from({ length: rows }, (_, n) => rows - n)

  test('are listed by the time they were received before any is extracted', async () => {
    expect(await listed(window)).toEqual(all)
    expect(await get(`/api/submissions/count?${window}`)).toEqual({ count: rows, isEstimate: false })
    expect(await listed(`${window}&ip=10.0.0.7`)).toHaveLength(rows / 250)
  })

  test('are extracted newest first; the next start continues where the last one ended', async () => {
    const reports: TakeOverProgress[] = []
    await takeOver(storage.db, (progress) => reports.push(progress), { isStopping: () => reports.length === 3 })
    const overview = await get<OverviewAnswer>(`/api/overview?from=2024-03-25T00:00:00Z&to=${to}`)
    expect(overview.counts.pageViews.current).toBe(540)
    expect(reports.at(-1)).toEqual({ done: 600, total: rows, unreadable: 60 })
    expect(await listed(window)).toEqual(all)
    // rows near the highest number are looked at again: those that could be read have facts by now
    expect(await takeOver(storage.db, (progress) => reports.push(progress))).toBe(rows - 540)
    expect(reports.at(-1)).toEqual({ done: rows, total: rows, unreadable: 500 })
    expect(await takeOver(storage.db, () => {})).toBe(100)
  })

  test.each(['before they are rolled up', 'after'])('are counted in overviews and lists, %s', async (when) => {
    if (when === 'after') await rollUpQueue(storage.db)
    const readable = rows * 0.9
    const overview = await get<OverviewAnswer>(`/api/overview?${window}`)
    expect(overview.counts.pageViews.current).toBe(readable)
    expect(overview.counts.pageViewsWithErrors.current).toBe(rows / 100)
    expect(overview.browsers).toEqual([{ value: 'Firefox', pageViews: { current: readable, previous: 0 } }])
    expect(overview.errorGroups.top).toMatchObject([{ message: "it's broken", count: { current: rows / 100 } }])
    const group = await get<ErrorGroupAnswer>(`/api/errors/${overview.errorGroups.top[0]?.groupKey}?${window}`)
    expect(group.occurrences[0]?.error).toEqual({ message: "it's broken", stack: '' })
    expect(await listed(window)).toEqual(all)
    expect(await listed(`${window}&browser=Firefox`)).toHaveLength(readable)
  })

  test('are not changed', async () => {
    expect((await digest.execute(storage.db)).rows).toEqual(before)
    expect(await get('/api/submissions/00000000-0000-8000-8000-00000000000a')).toMatchObject({
      browser: 'gone <wrong>',
    })
  })

  test('that are written later are extracted, unless retention deletes them anyway', async () => {
    await sql`insert into debug_data (browser_info, timestamp) values (${json}, '2024-03-20'), (${json}, '2023-12-31')`.execute(
      storage.db,
    )
    await takeOver(storage.db, () => {}, { since: new Date('2024-01-01') })
    const { rows: expired } = await sql`select from facts where received_at < '2024-01-01'`.execute(storage.db)
    expect(expired).toHaveLength(0)
    const { counts } = await get<OverviewAnswer>(`/api/overview?${window}`)
    expect(counts.pageViews.current).toBe(rows * 0.9 + 1)
  })

  test('without a valid time do not block others, and are erased by address', async () => {
    await sql`insert into debug_data (ip, browser_info, timestamp) values
      ('192.0.2.77', ${json}, null), ('192.0.2.77', ${json}, 'infinity'), ('192.0.2.77', ${json}, '0001-01-01'),
      ('192.0.2.77', ${json}, '2024-03-30')`.execute(storage.db)
    await takeOver(storage.db, () => {})
    expect(await listed('browser=Firefox&ip=192.0.2.77')).toHaveLength(1)
    const erased = await app.inject({
      method: 'DELETE',
      url: '/api/submissions?ip=192.0.2.77',
      headers: { authorization: `Bearer ${testToken}` },
    })
    expect(erased.json()).toEqual({ deleted: 4 })
  })
})
