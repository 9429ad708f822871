import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TooBusyError } from '../src/http-errors.ts'
import { type BatchLimits, batch } from '../src/ingest/batch.ts'
import { extractFacts } from '../src/ingest/extract-facts.ts'
import type { Database } from '../src/storage/database.ts'
import type { Storage } from '../src/storage/storage.ts'
import type { NewSubmission } from '../src/storage/write/new-submission.ts'
import type { Stored } from '../src/storage/write/store-as-claimed.ts'
import { createStore } from '../src/storage/write/store-submissions.ts'
import { engines, isCluster, openPostgres } from './support/databases.ts'

const limits: BatchLimits = {
  maxRows: 32,
  maxBytes: 1_000_000,
  maxInFlight: 2,
  minRowsBesides: 16,
  maxWaitingRows: 100,
  maxWaitingBytes: 1_000_000,
  maxWaitMs: 60_000,
}

function submission(submissionId: string = randomUUID(), browserInfo = '{}'): NewSubmission & { bytes: number } {
  const nothing = {
    performanceData: null,
    fingerprints: null,
    errors: null,
    page: null,
    extra: null,
    inlet: null,
  }
  return {
    raw: { ...nothing, ip: null, clientTimestamp: null, browserInfo },
    submissionId,
    facts: extractFacts({}, undefined),
    bytes: 100,
  }
}

describe.each(engines)('$name', (engine) => {
  let storage: Storage
  beforeAll(async () => {
    storage = (await engine.open()).storage
  })
  afterAll(() => storage?.close())

  const store = (some: NewSubmission[]) => createStore(storage)(some)
  const storedIds = async (submissionIds: string[]) => {
    const rows = await storage.db
      .selectFrom('debugData')
      .select('submissionId')
      .where('submissionId', 'in', submissionIds)
      .execute()
    return rows.map((row) => row.submissionId)
  }

  test('batches of any size are stored once, in order', async () => {
    for (const count of [1, 3, 33, 95]) {
      const some = Array.from({ length: count }, (_, n) => submission(undefined, `{"n":${n}}`))
      const stored = await store(some)
      const rows = await storage.db.selectFrom('debugData').select(['id', 'submissionId', 'browserInfo']).execute()
      for (const [n, { id, isNew }] of stored.entries()) {
        expect(isNew).toBe(true)
        expect(rows.filter((row) => row.submissionId === some[n]?.submissionId)).toEqual([
          { id, submissionId: some[n]?.submissionId, browserInfo: `{"n":${n}}` },
        ])
      }
    }
  })

  test('an id that is twice in one batch and sent again later is stored once', async () => {
    const [a, b] = [randomUUID(), randomUUID()]
    const first = await store([submission(a), submission(b), submission(a)])
    expect(first.map(({ isNew }) => isNew)).toEqual([true, true, false])
    expect(first[2]?.id).toBe(first[0]?.id)
    const again = await store([submission(b), submission()])
    expect(again[0]).toEqual({ id: first[1]?.id, isNew: false })
    expect(again[1]?.isNew).toBe(true)
    expect(await storedIds([a, b])).toHaveLength(2)
  })

  test('connections are usable after a failed claim, and no transaction stays open', async () => {
    for (let n = 0; n < 12; n++) {
      await expect(store([submission('no UUID')])).rejects.toThrow('uuid')
      const [stored] = await store([submission()])
      expect(stored?.isNew).toBe(true)
    }
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`.execute(storage.db)
    expect(rows).toHaveLength(0)
  })

  test('under load, repeated page views and submissions count once, the latest', async () => {
    const storeInCrowd = createStore(storage)
    const pageViewIds = Array.from({ length: 60 }, () => randomUUID())
    // Park and Miller's: the same every time
    let seed = 42
    const any = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    const sent: NewSubmission[] = []
    for (let n = 0; n < 20; n++) {
      const some = Array.from({ length: 12 }, () => {
        const again = any(12) === 0 && sent[any(sent.length + 1)]
        if (again) return again
        const facts = extractFacts({ page: { pageViewId: pageViewIds[any(60)], sequence: 1 + any(3) } }, undefined)
        return { ...submission(), facts }
      })
      await storeInCrowd(some)
      sent.push(...some)
    }

    const { rows } = await sql<{ pageViewId: string; sequence: number; isCurrent: boolean; queued: number }>`
      select f.page_view_id, f.sequence, f.is_current, coalesce(sum(q.sign), 0)::int as queued from facts f
      left join rollup_queue q on q.debug_data_id = f.debug_data_id and q.page_view_id = f.page_view_id and q.shard = f.shard
      where f.page_view_id = any(${pageViewIds}::text[])
      group by f.page_view_id, f.debug_data_id, f.sequence, f.is_current`.execute(storage.db)
    expect(rows).toHaveLength(new Set(sent).size)
    for (const [pageViewId, ofOne] of Map.groupBy(rows, (row) => row.pageViewId)) {
      const latest = Math.max(...sent.flatMap(({ facts: f }) => (f.pageViewId === pageViewId ? (f.sequence ?? 0) : [])))
      expect(ofOne.filter((row) => row.isCurrent).map((row) => row.sequence)).toEqual([latest])
      for (const { queued, isCurrent } of ofOne) expect(queued).toBe(isCurrent ? 1 : 0)
    }
    expect(await storedIds(sent.map(({ submissionId }) => submissionId))).toHaveLength(rows.length)
  })

  test('under load, new submissions are stored in one round trip with consecutive numbers', async () => {
    const storeInCrowd = createStore(storage)
    const crowd = () => Array.from({ length: 8 }, () => submission())
    await storeInCrowd(crowd())
    const first = (await storeInCrowd(crowd())).map(({ id }) => id)
    const second = (await storeInCrowd(crowd())).map(({ id }) => id)
    expect(Math.max(...second) - Math.min(...first)).toBe(15)
  })

  test('under load, later submissions replace earlier ones in one round trip', async () => {
    const storeInCrowd = createStore(storage)
    const pageViewIds = Array.from({ length: 8 }, () => randomUUID())
    const crowd = (sequence: number) =>
      pageViewIds.map((pageViewId) => ({
        ...submission(),
        facts: extractFacts({ page: { pageViewId, sequence } }, undefined),
      }))
    const first = (await storeInCrowd(crowd(1))).map(({ id }) => id)
    const second = (await storeInCrowd(crowd(2))).map(({ id }) => id)
    // the numbers that the first took along: whoever asks takes new ones
    expect(Math.min(...second) - Math.max(...first)).toBe(1)
    // the second of these comes too late
    await storeInCrowd(crowd(4))
    await storeInCrowd(crowd(3))
    const { rows } = await sql<{ sequence: number; isCurrent: boolean; queued: number }>`
      select f.sequence, f.is_current, coalesce(sum(q.sign), 0)::int as queued from facts f
      left join rollup_queue q on q.debug_data_id = f.debug_data_id and q.page_view_id = f.page_view_id and q.shard = f.shard
      where f.page_view_id = any(${pageViewIds}::text[])
      group by f.debug_data_id, f.sequence, f.is_current`.execute(storage.db)
    expect(rows).toHaveLength(32)
    for (const row of rows) {
      expect(row).toEqual({ sequence: row.sequence, isCurrent: row.sequence === 4, queued: row.sequence === 4 ? 1 : 0 })
    }
  })

  test('a submission that cannot be stored does not affect its batch', async () => {
    const store = batch<NewSubmission & { bytes: number }, Stored>(
      { storeAll: createStore(storage), isUnavailable: storage.isUnavailable },
      limits,
    )
    const ids = Array.from({ length: 20 }, () => randomUUID())
    const answers = await Promise.allSettled(ids.map((id, n) => store(submission(id, n === 7 ? 'nul \0' : '{}'))))
    expect(answers.map(({ status }) => status)).toEqual(ids.map((_, n) => (n === 7 ? 'rejected' : 'fulfilled')))
    expect((await storedIds(ids)).toSorted()).toEqual(ids.filter((_, n) => n !== 7).toSorted())
  })
})

// on a cluster they are in several shards, and each is a batch
test.skipIf(isCluster)('batches with the same ids in different orders do not deadlock', async () => {
  const { storage } = await openPostgres()
  const [first, second, third] = Array.from({ length: 3 }, () => randomUUID()).toSorted() as [string, string, string]
  const claim = (trx: Database, submissionId: string) =>
    sql`insert into submissions (submission_id, debug_data_id, received_at) values (${submissionId}, 0, now())`.execute(
      trx,
    )
  const waiting = async (n: number) =>
    expect
      .poll(async () => {
        const { rows } = await sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(storage.db)
        return rows.length
      })
      .toBe(n)

  // whoever takes another order than this holds what the other waits for when the gate opens
  const stored: Promise<Stored[]>[] = []
  await storage.db
    .transaction()
    .execute(async (gate) => {
      await claim(gate, second)
      stored.push(createStore(storage)([third, second, first].map((id) => submission(id))))
      await waiting(1)
      stored.push(createStore(storage)([first, second, third].map((id) => submission(id))))
      await waiting(2)
      throw new Error('opened')
    })
    .catch(({ message }) => expect(message).toBe('opened'))
  const all = (await Promise.all(stored)).flat()
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(3)
  await storage.close()
})

/** A store whose batches end when the test says so. */
function heldStore(some: Partial<BatchLimits> = {}, laneOf = (_: { bytes: number }) => 0) {
  const begun: { items: { bytes: number }[]; end(error?: Error): void }[] = []
  const store = batch<{ bytes: number }, string>(
    {
      storeAll: (items) =>
        new Promise((resolve, reject) => {
          begun.push({ items, end: (error) => (error ? reject(error) : resolve(items.map(() => 'stored'))) })
        }),
      isUnavailable: (error) => (error as Error).message === 'away',
      laneOf,
    },
    { ...limits, ...some },
  )
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  return { begun, store, turn }
}

describe('the queue', () => {
  test('submissions of one turn are stored in full batches, two at a time', async () => {
    const { begun, store, turn } = heldStore()
    const answers = Promise.all(Array.from({ length: 90 }, () => store({ bytes: 1 })))
    await turn()
    await turn()
    expect(begun.map(({ items }) => items.length)).toEqual([32, 32])
    begun[0]?.end()
    await turn()
    expect(begun.map(({ items }) => items.length)).toEqual([32, 32, 26])
    begun[1]?.end()
    begun[2]?.end()
    expect(await answers).toHaveLength(90)
  })

  test('submissions of different lanes are stored beside each other, in batches of their own', async () => {
    const { begun, store, turn } = heldStore({ maxInFlight: 1 }, ({ bytes }) => bytes)
    const answers = Promise.all([1, 2, 1, 2, 2, 3].map((bytes) => store({ bytes })))
    for (let n = 0; n < 4; n++) await turn()
    expect(begun.map(({ items }) => items.map(({ bytes }) => bytes))).toEqual([[1, 1], [2, 2, 2], [3]])
    // a lane whose database is away does not affect the others
    const waiting = [1, 2].map((bytes) => store({ bytes }))
    begun[0]?.end(new Error('away'))
    await expect(waiting[0]).rejects.toThrow('away')
    await expect(answers).rejects.toThrow('away')
    begun[1]?.end()
    await turn()
    begun[3]?.end()
    expect(await waiting[1]).toBe('stored')
  })

  test('the queue is bounded in rows and bytes, and accepts more when there is room', async () => {
    const { begun, store, turn } = heldStore({ maxRows: 1, maxInFlight: 1, maxWaitingRows: 2, maxWaitingBytes: 100 })
    const first = store({ bytes: 1 })
    await turn()
    const second = store({ bytes: 50 })
    await expect(store({ bytes: 51 })).rejects.toThrow(TooBusyError)
    const third = store({ bytes: 50 })
    await expect(store({ bytes: 0 })).rejects.toThrow(TooBusyError)
    begun[0]?.end()
    await turn()
    const fourth = store({ bytes: 50 })
    for (let n = 1; n <= 3; n++) {
      await turn()
      begun[n]?.end()
      await turn()
    }
    expect(await Promise.all([first, second, third, fourth])).toEqual(Array(4).fill('stored'))
  })

  test('a batch is bounded in bytes; a larger submission is a batch of its own', async () => {
    const { begun, store, turn } = heldStore({ maxBytes: 10, maxInFlight: 3, minRowsBesides: 1 })
    const answers = Promise.all([6, 4, 1, 25].map((bytes) => store({ bytes })))
    for (let n = 0; n < 3; n++) await turn()
    expect(begun.map(({ items }) => items.map(({ bytes }) => bytes))).toEqual([[6, 4], [1], [25]])
    for (const { end } of begun) end()
    await answers
  })

  test('all waiting submissions fail at once when the database is unavailable', async () => {
    const { begun, store, turn } = heldStore({ maxRows: 1, maxInFlight: 1 })
    const answers = Promise.allSettled([1, 2, 3].map(() => store({ bytes: 1 })))
    await turn()
    begun[0]?.end(new Error('away'))
    expect((await answers).map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
    expect(begun).toHaveLength(1)
  })

  test('a submission that waits too long is refused', async () => {
    const { store } = heldStore({ maxRows: 1, maxInFlight: 1, maxWaitMs: 20 })
    store({ bytes: 1 })
    await expect(store({ bytes: 1 })).rejects.toThrow(TooBusyError)
  })
})
