import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countSubmissions } from '../src/analysis/count-submissions.ts'
import { deleteMatching } from '../src/analysis/delete-submissions.ts'
import { listErrorGroups } from '../src/analysis/error-groups.ts'
import type { StepLimits } from '../src/analysis/find-in-steps.ts'
import { listPage } from '../src/analysis/list-page.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp } from './build-test-app.ts'
import { engines } from './databases.ts'
import { knownPageViews, submissionsOf } from './known-page-views.ts'

const submissions = submissionsOf(knownPageViews(400))
const inOneStep: StepLimits = { maxCost: 0, rows: 50, patienceMs: 60_000 }
const aStepAtATime: StepLimits = { ...inOneStep, patienceMs: 0 }
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
    await sql`analyze facts`.execute(storage.db)
  }, 300_000)
  afterAll(() => storage?.close())

  async function pages(filters: Parameters<typeof listPage>[1], limits?: StepLimits): Promise<number[][]> {
    const ids: number[][] = []
    let cursor: string | undefined
    do {
      const page = await listPage(storage.db, { ...filters, ...(cursor && { cursor }) }, limits)
      ids.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return ids
  }

  test('is looked for step by step, to the end', async () => {
    expect(await pages({ ...never, limit: 50 })).toEqual([[]])
    expect(await pages({ ...never, limit: 50 }, inOneStep)).toEqual([[]])
    const stepwise = await pages({ ...never, limit: 50 }, aStepAtATime)
    expect(stepwise.length).toBeGreaterThan(1)
    expect(stepwise.flat()).toEqual([])
  })

  test.each([1, 7, 200])('nothing is left out or shown twice, %d a page', async (limit) => {
    const all = (await pages({ ...often, limit: 200 })).flat()
    expect(all.length).toBeGreaterThan(100)
    expect((await pages({ ...often, limit }, inOneStep)).flat()).toEqual(all)
    expect((await pages({ ...often, limit }, aStepAtATime)).flat()).toEqual(all)
  })

  test('what is searched for and an error group are looked for in steps too', async () => {
    const { items } = await listErrorGroups(storage.db, { ...often, limit: 1 })
    for (const filters of [
      { ...often, q: 'cart' },
      { ...often, groupKey: items[0]?.groupKey as string },
    ]) {
      const all = (await pages({ ...filters, limit: 200 })).flat()
      expect(all.length).toBeGreaterThan(0)
      expect((await pages({ ...filters, limit: 20 }, aStepAtATime)).flat()).toEqual(all)
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
    expect(await deleteMatching(storage.db, never, aStepAtATime)).toBe(0)
    const { count } = await countSubmissions(storage.db, often)
    const whole = (await countSubmissions(storage.db, {})).count
    expect(await deleteMatching(storage.db, often, aStepAtATime)).toBe(count)
    expect((await countSubmissions(storage.db, {})).count).toBe(whole - count)
  })
})
