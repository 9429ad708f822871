import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import type { Database } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'
import { getOrCreateSetting } from '../src/storage/queries/settings.ts'
import type { Storage } from '../src/storage/storage.ts'
import { answerSubmissions } from '../src/submissions/list-submissions.ts'
import { submissionIdOfRow } from '../src/submissions/row-id.ts'
import { wholeSubmission } from '../src/submissions/whole-submission.ts'
import { createPostgresDatabase, engines, isCluster, opened } from './support/databases.ts'

const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.8010.0 Safari/537.36'

function ingest(db: Database, text: string) {
  const ingestOne = createIngest({ db, pipelines: false, isUnavailable: () => false, noteWrite() {} })
  return ingestOne({ bytes: Buffer.from(text), ip: '203.0.113.9', userAgent: chrome })
}

async function count(db: Database, table: 'debugData' | 'submissions'): Promise<number> {
  const { n } = await db.selectFrom(table).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return n
}

describe.each(engines)('$name', (engine) => {
  let storage: Storage
  let db: Database

  beforeAll(async () => {
    const made = await engine.open()
    storage = made.storage
    db = storage.db
  })
  afterAll(() => storage?.close())

  test('keeps the text of each section as sent', async () => {
    const text =
      '{"browser":{"n": 12345678901234567890, "x":"\\u0000\\ud800"},"performance":{"a":1e400},"errors":[ ],"more":-0,"app":{"release": 1.0},"page":{"url":"https://a.example/"},"timestamp":"2026-11-23T10:00:00Z"}'
    const { id, submissionId } = await ingest(db, text)
    const row = await db.selectFrom('debugData').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      ip: '203.0.113.9',
      browserInfo: '{"n": 12345678901234567890, "x":"\\u0000\\ud800"}',
      performanceData: '{"a":1e400}',
      fingerprints: null,
      errors: '[ ]',
      page: '{"url":"https://a.example/"}',
      extra: '{"more":-0,"app":{"release": 1.0}}',
      clientTimestamp: '2026-11-23T10:00:00Z',
      submissionId,
    })
    const whole = await wholeSubmission(db, submissionId)
    expect(whole).toContain('"browser":{"n": 12345678901234567890, "x":"\\u0000\\ud800"}')
    expect(whole).toContain('"app":{"release": 1.0},"user":null')
    expect(whole).toContain('"extra":{"more":-0}')
    expect(JSON.parse(whole ?? '')).toMatchObject({ id, submissionId, ip: '203.0.113.9', fingerprints: null })
  })

  test('one submission id is stored once, also if many arrive at once', async () => {
    const before = await count(db, 'debugData')
    const text = '{"submissionId":"7B0F1C1A-53A8-4F4E-9D56-0C9A4C7F2D11","errors":[]}'
    const answers = await Promise.all(Array.from({ length: 12 }, () => ingest(db, text)))
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1)
    expect(await count(db, 'debugData')).toBe(before + 1)
    expect(await wholeSubmission(db, '7b0f1c1a-53a8-4f4e-9d56-0c9a4c7f2d11')).toBeDefined()
  })

  test('extracts facts, and skips fields of unexpected types', async () => {
    const { id } = await ingest(
      db,
      JSON.stringify({
        page: { url: `https://a.example/${'x'.repeat(5000)}`, title: 'nul \0 and half \ud800', sequence: 'two' },
        performance: { vitals: { lcp: { value: 1234.5 }, cls: { value: '0.1' }, inp: { value: -1 }, ttfb: null } },
        errors: [{ count: 3 }, null, 'text', { count: 1e99 }],
      }),
    )
    const facts = await db.selectFrom('facts').selectAll().where('debugDataId', '=', id).executeTakeFirstOrThrow()
    expect(facts).toMatchObject({
      title: 'nul \uFFFD and half \uFFFD',
      sequence: null,
      lcpMs: 1234.5,
      cls: null,
      inpMs: null,
      ttfbMs: null,
      errorCount: 6,
      browserName: 'Chrome',
      osName: 'Linux',
      device: 'desktop',
    })
    expect(facts.url).toHaveLength(2048)
  })

  test('paging finds every row once while others arrive', async () => {
    for (let n = 0; n < 7; n++) await ingest(db, '{}')
    const total = await count(db, 'debugData')
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await answerSubmissions(db, { limit: 3, ...(cursor !== null && { cursor }) })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
      await ingest(db, '{}')
    } while (cursor !== null)
    expect(seen).toHaveLength(total)
    expect(new Set(seen).size).toBe(total)
    expect(seen).toEqual(seen.toSorted((a, b) => b - a))
  })

  test('a setting that several create at once is the same for all', async () => {
    const values = await Promise.all(['a', 'b', 'c'].map((value) => getOrCreateSetting(db, 'who_is_first', value)))
    expect(new Set(values).size).toBe(1)
  })

  test('migrating again changes nothing', async () => {
    const before = await count(db, 'submissions')
    await migrate(db)
    expect(await count(db, 'submissions')).toBe(before)
  })
})

// dropping the schema would drop the extension
describe.skipIf(isCluster).each(engines)('a database the predecessor left, on $name', (engine) => {
  const pythonText = (n: number | string) => `{'userAgent': 'Mozilla/5.0', 'n': ${n}, 'it''s': None, 'ü': True}`

  test('starts, keeps every row unchanged, and lists them', async () => {
    const { storage } = await engine.open()
    const { db } = storage
    // back to what the predecessor made
    await sql`drop schema public cascade`.execute(db)
    await sql`create schema public`.execute(db)
    await sql`create table debug_data (id serial primary key, ip text, browser_info text, performance_data text,
      fingerprints text, errors text, timestamp timestamp default current_timestamp)`.execute(db)
    await sql`insert into debug_data (ip, browser_info, performance_data, fingerprints, errors, timestamp)
      select '10.0.0.' || n % 256, replace(${pythonText('NUMBER')}, 'NUMBER', n::text), '{}', null, '[]',
        timestamp '2024-01-01' + n * interval '1 minute' from generate_series(1, 5000) n`.execute(db)
    const columns = sql<{ digest: string }>`select md5(string_agg(concat_ws('|', id, ip, browser_info, performance_data,
      fingerprints, errors, timestamp), '~' order by id)) as digest from debug_data`
    const before = await columns.execute(db)

    await migrate(db)

    expect((await columns.execute(db)).rows).toEqual(before.rows)
    const { items } = await answerSubmissions(db, { limit: 200 })
    expect(items[0]).toMatchObject({
      id: 5000,
      submissionId: submissionIdOfRow(5000),
      receivedAt: '2024-01-04T11:20:00.000Z',
      browser: { name: null, version: null },
    })
    const whole = JSON.parse((await wholeSubmission(db, submissionIdOfRow(4711))) ?? '')
    expect(whole).toMatchObject({ id: 4711, browser: pythonText(4711), performance: {}, errors: [] })

    const { id } = await ingest(db, '{"browser":{}}')
    expect(id).toBe(5001)
    await storage.close()
  })
})

test('several processes may migrate one database at once', async () => {
  const dbUrl = await createPostgresDatabase()
  const storages = await Promise.all([1, 2, 3].map(() => opened({ dbUrl, dataDir: '', skipDb: false })))
  for (const { storage } of storages) {
    expect(await count(storage.db, 'submissions')).toBe(0)
    await storage.close()
  }
})

test('questions use only aggregates that a cluster computes on its shards', async () => {
  const dir = new URL('../src/', import.meta.url)
  const rooms = ['statistics', 'errors', 'filters', 'submissions', 'rollups']
  const files = await Promise.all(
    rooms.map(async (room) =>
      (await readdir(new URL(room, dir), { recursive: true })).map((name) => `${room}/${name}`),
    ),
  )
  for (const name of files.flat().filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))) {
    const code = (await readFile(new URL(name, dir), 'utf8')).replace(/^\s*(\/\/|\/?\*).*$/gm, '')
    // array_agg only collects what is summed already
    expect(code, name).not.toMatch(/\b(percentile_(cont|disc)|count\(distinct|string_agg|mode\(\)|median)\b/i)
  }
})
