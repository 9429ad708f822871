import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listErrorGroups } from '../src/errors/list-error-groups.ts'
import { parseFilter } from '../src/filters/read-filter.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { ensurePartitions } from '../src/storage/partitions.ts'
import type { Storage } from '../src/storage/storage.ts'
import { countSubmissions } from '../src/submissions/count-submissions.ts'
import { deleteMatching } from '../src/submissions/delete-submissions.ts'
import { answerSubmissions } from '../src/submissions/list-submissions.ts'
import { engines } from './support/databases.ts'
import { knownPageViews, submissionsOf } from './support/known-page-views.ts'
import { storeBodies } from './support/store-bodies.ts'

const submissions = submissionsOf(knownPageViews(400))
const now = Date.now()
const never = { os: 'Windows', device: 'mobile' } as const
const often = { os: 'Windows', device: 'desktop' } as const

const planner = vi.hoisted(() => ({ isPessimistic: false }))
vi.mock('../src/storage/explain.ts', async (original) => {
  const explain = await original<typeof import('../src/storage/explain.ts')>()
  const expectedCost: typeof explain.expectedCost = async (db, from) =>
    planner.isPessimistic ? Number.POSITIVE_INFINITY : explain.expectedCost(db, from)
  return { ...explain, expectedCost }
})

/** Every question is costly; the search goes on to the end, or ends after each stretch because its time is over. */
type Pace = 'in one answer' | 'step by step'

async function atPace<Result>(pace: Pace | undefined, ask: () => Promise<Result>): Promise<Result> {
  if (pace === undefined) return ask()
  planner.isPessimistic = true
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    if (pace === 'step by step') now += 10_000
    return now
  })
  try {
    return await ask()
  } finally {
    planner.isPessimistic = false
    clock.mockRestore()
  }
}

describe.each(engines)('a search by filters that are common alone and rare together, on $name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
    await storeBodies(storage, submissions)
    await rollUpQueue(storage.db)
    // some at the same moment, and a long time in which nothing came
    await ensurePartitions(storage.db, [new Date(now - 40 * dayMs)])
    await sql`update facts f set received_at = ${new Date(now)}::timestamptz - (place / 3) * interval '1 s'
        - case when place > 300 then interval '40 days' else interval '0' end
      from (select shard, debug_data_id, row_number() over (order by debug_data_id desc) as place from facts) p
      where p.shard = f.shard and p.debug_data_id = f.debug_data_id`.execute(storage.db)
    await sql`update errors e set received_at = f.received_at from facts f
      where f.shard = e.shard and f.debug_data_id = e.debug_data_id`.execute(storage.db)
    await sql`analyze facts`.execute(storage.db)
  }, 300_000)
  afterAll(() => storage?.close())

  async function pages(filters: Parameters<typeof answerSubmissions>[1], pace?: Pace): Promise<number[][]> {
    const ids: number[][] = []
    let cursor: string | undefined
    do {
      const query = { ...filters, ...(cursor && { cursor }) }
      const page = await atPace(pace, () => answerSubmissions(storage.db, query))
      ids.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return ids
  }

  test('goes on step by step to the end', async () => {
    expect(await pages({ ...never, limit: 50 })).toEqual([[]])
    expect(await pages({ ...never, limit: 50 }, 'in one answer')).toEqual([[]])
    const stepwise = await pages({ ...never, limit: 50 }, 'step by step')
    expect(stepwise.length).toBeGreaterThan(1)
    expect(stepwise.flat()).toEqual([])
  })

  test.each([1, 7, 200])('finds each submission once, %d per page', async (limit) => {
    const all = (await pages({ ...often, limit: 200 })).flat()
    expect(all.length).toBeGreaterThan(100)
    expect((await pages({ ...often, limit }, 'in one answer')).flat()).toEqual(all)
    expect((await pages({ ...often, limit }, 'step by step')).flat()).toEqual(all)
  })

  test('finds the submissions of a time window', async () => {
    const filters = { ...often, from: new Date(now - 90_000).toISOString(), to: new Date(now - 30_000).toISOString() }
    const all = (await pages({ ...filters, limit: 200 })).flat()
    expect(all.length).toBeGreaterThan(20)
    for (const pace of ['in one answer', 'step by step'] as const) {
      expect((await pages({ ...filters, limit: 5 }, pace)).flat()).toEqual(all)
    }
    // a cursor leads to what is older, not to what came after
    const first = await answerSubmissions(storage.db, { ...often, limit: 1 })
    const query = { ...filters, limit: 200, cursor: first.nextCursor as string }
    const page = await atPace('in one answer', () => answerSubmissions(storage.db, query))
    expect(page.items.map(({ id }) => id)).toEqual(all)
  })

  test('combines with a text search and an error group', async () => {
    const { items } = await listErrorGroups(storage.db, { ...often, limit: 1 })
    for (const filters of [
      { ...often, q: 'cart' },
      { ...often, groupKey: items[0]?.groupKey as string },
    ]) {
      const all = (await pages({ ...filters, limit: 200 })).flat()
      expect(all.length).toBeGreaterThan(0)
      for (const pace of ['in one answer', 'step by step'] as const) {
        expect((await pages({ ...filters, limit: 20 }, pace)).flat()).toEqual(all)
      }
    }
  })

  test('estimates the count if counting is costly', async () => {
    const estimated = (filters: object) => atPace('in one answer', () => countSubmissions(storage.db, filters))
    expect(await estimated(never)).toEqual({ count: 0, isEstimate: true })
    const { count } = await countSubmissions(storage.db, often)
    const estimate = await estimated(often)
    expect(estimate.isEstimate).toBe(true)
    expect(Math.abs(estimate.count / count - 1)).toBeLessThan(0.5)
  })

  test('deletes all that match and nothing else', async () => {
    const deleteStepwise = (filters: object) =>
      atPace('step by step', () => deleteMatching(storage.db, parseFilter(filters)))
    expect(await deleteStepwise(never)).toBe(0)
    const { count } = await countSubmissions(storage.db, often)
    const whole = (await countSubmissions(storage.db, {})).count
    expect(await deleteStepwise(often)).toBe(count)
    expect((await countSubmissions(storage.db, {})).count).toBe(whole - count)
  })

  test('deletes a submission that matches once the last one of its page view is deleted', async () => {
    const filters = { vital: 'lcp:0..' }
    const deleted = await atPace('step by step', () => deleteMatching(storage.db, parseFilter(filters)))
    expect(deleted).toBeGreaterThan(200)
    expect((await pages({ ...filters, limit: 200 })).flat()).toEqual([])
  })
})
