import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listErrorGroups } from '../src/errors/list-error-groups.ts'
import { parseFilter } from '../src/filters/read-filter.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { countSubmissions } from '../src/submissions/count-submissions.ts'
import { deleteMatching } from '../src/submissions/delete-submissions.ts'
import type { Patience } from '../src/submissions/find-submissions.ts'
import { answerSubmissions } from '../src/submissions/list-submissions.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'

const submissions = submissionsOf(knownPageViews(400))
/** Nothing is found at once; the search goes on to the end, or ends after each stretch. */
const inOneAnswer: Patience = { maxCost: 0, ms: 60_000 }
const stepByStep: Patience = { maxCost: 0, ms: 0 }
const now = Date.now()
const never = { os: 'Windows', device: 'mobile' } as const
const often = { os: 'Windows', device: 'desktop' } as const

describe.each(engines)('what is frequent apart and rare together, on $name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
    const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    const headers = { 'content-type': 'application/json' }
    for (const payload of submissions) await app.inject({ method: 'POST', url: '/collect', payload, headers })
    await app.close()
    await rollUpQueue(storage.db)
    // some at the same moment, and a long time in which nothing came
    await ensurePartitions(storage.db, [new Date(now - 40 * dayMs)])
    await sql`update facts f set received_at = ${new Date(now)}::timestamptz - (place / 3) * interval '1 s'
        - case when place > 300 then interval '40 days' else interval '0' end
      from (select debug_data_id, row_number() over (order by debug_data_id desc) as place from facts) p
      where p.debug_data_id = f.debug_data_id`.execute(storage.db)
    await sql`update errors e set received_at = f.received_at from facts f
      where f.debug_data_id = e.debug_data_id`.execute(storage.db)
    await sql`analyze facts`.execute(storage.db)
  }, 300_000)
  afterAll(() => storage?.close())

  async function pages(filters: Parameters<typeof answerSubmissions>[1], limits?: Patience): Promise<number[][]> {
    const ids: number[][] = []
    let cursor: string | undefined
    do {
      const page = await answerSubmissions(storage.db, { ...filters, ...(cursor && { cursor }) }, limits)
      ids.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return ids
  }

  test('is looked for step by step, to the end', async () => {
    expect(await pages({ ...never, limit: 50 })).toEqual([[]])
    expect(await pages({ ...never, limit: 50 }, inOneAnswer)).toEqual([[]])
    const stepwise = await pages({ ...never, limit: 50 }, stepByStep)
    expect(stepwise.length).toBeGreaterThan(1)
    expect(stepwise.flat()).toEqual([])
  })

  test.each([1, 7, 200])('nothing is left out or shown twice, %d a page', async (limit) => {
    const all = (await pages({ ...often, limit: 200 })).flat()
    expect(all.length).toBeGreaterThan(100)
    expect((await pages({ ...often, limit }, inOneAnswer)).flat()).toEqual(all)
    expect((await pages({ ...often, limit }, stepByStep)).flat()).toEqual(all)
  })

  test('what was received in some time', async () => {
    const filters = { ...often, from: new Date(now - 90_000).toISOString(), to: new Date(now - 30_000).toISOString() }
    const all = (await pages({ ...filters, limit: 200 })).flat()
    expect(all.length).toBeGreaterThan(20)
    for (const limits of [inOneAnswer, stepByStep]) {
      expect((await pages({ ...filters, limit: 5 }, limits)).flat()).toEqual(all)
    }
    // a cursor leads to what is older, not to what came after
    const first = await answerSubmissions(storage.db, { ...often, limit: 1 })
    const page = await answerSubmissions(
      storage.db,
      { ...filters, limit: 200, cursor: first.nextCursor as string },
      inOneAnswer,
    )
    expect(page.items.map(({ id }) => id)).toEqual(all)
  })

  test('what is searched for and an error group are looked for in steps too', async () => {
    const { items } = await listErrorGroups(storage.db, { ...often, limit: 1 })
    for (const filters of [
      { ...often, q: 'cart' },
      { ...often, groupKey: items[0]?.groupKey as string },
    ]) {
      const all = (await pages({ ...filters, limit: 200 })).flat()
      expect(all.length).toBeGreaterThan(0)
      for (const limits of [inOneAnswer, stepByStep]) {
        expect((await pages({ ...filters, limit: 20 }, limits)).flat()).toEqual(all)
      }
    }
  })

  test('counts about as many as there are', async () => {
    expect(await countSubmissions(storage.db, never, 0)).toEqual({ count: 0, isEstimate: true })
    const { count } = await countSubmissions(storage.db, often)
    const estimate = await countSubmissions(storage.db, often, 0)
    expect(estimate.isEstimate).toBe(true)
    expect(Math.abs(estimate.count / count - 1)).toBeLessThan(0.5)
  })

  test('is deleted, all of it and nothing else', async () => {
    expect(await deleteMatching(storage.db, parseFilter(never), stepByStep)).toBe(0)
    const { count } = await countSubmissions(storage.db, often)
    const whole = (await countSubmissions(storage.db, {})).count
    expect(await deleteMatching(storage.db, parseFilter(often), stepByStep)).toBe(count)
    expect((await countSubmissions(storage.db, {})).count).toBe(whole - count)
  })

  test('what matches once the last of its page view was deleted is deleted too', async () => {
    const filters = { vital: 'lcp:0..' }
    expect(await deleteMatching(storage.db, parseFilter(filters), stepByStep)).toBeGreaterThan(200)
    expect((await pages({ ...filters, limit: 200 })).flat()).toEqual([])
  })
})
