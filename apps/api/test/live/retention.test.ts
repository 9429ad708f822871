import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deleteExpired } from '../../src/jobs/delete-expired.ts'
import { hasOlderFacts, reExtract } from '../../src/jobs/re-extract.ts'
import { rollUpQueue } from '../../src/rollups/roll-up-queue.ts'
import { get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)
  beforeAll(async () => {
    // more than one batch of extracting again
    const bodies = Array.from({ length: 300 }, (_, n) => ({
      page: { url: `https://kept.example/${n % 3}`, visitorId: `visitor ${n}`, pageViewId: `view ${n % 225}` },
      performance: { vitals: { lcp: { value: 100 * n }, ttfb: { value: n } } },
      fingerprints: { hash: `print ${n % 4}`, components: { canvas: { value: n % 2, durationMs: 1 } } },
      errors: [{ message: `failure ${'abc'[n % 3]}`, count: n + 1 }],
    }))
    await Promise.all(bodies.map((body) => post(apps.app, body)))
  })
  beforeEach(async () => {
    const { db } = apps.storage
    await deleteExpired(db, 30)
    await sql`insert into debug_data (ip, browser_info, errors, timestamp) values
      ('10.0.0.1', '{"userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"}',
        '[{"message":"of old"}]', '2024-05-01'),
      ('10.0.0.3', '{''userAgent'': ''Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'', ''doNotTrack'': None}',
        '[{''message'': "it''s of old"}]', '2024-05-01'),
      ('10.0.0.2', 'neither JSON nor Python', '[]', '2024-05-01')`.execute(db)
  })

  test('extracting again changes no answer, and adds facts to rows without any', async () => {
    const { app, storage } = apps
    const answers = async () => ({
      lcp: await get(app, '/api/metrics/lcp?breakdown=host&from=2025-01-01'),
      errors: (await get(app, '/api/errors?from=2025-01-01')).items,
      counts: (await get(app, '/api/overview')).counts,
    })
    const before = await answers()
    expect(before.lcp.total.count).toBe(225)
    expect(before.errors).toHaveLength(3)
    expect(await hasOlderFacts(storage.db)).toBe(false)
    await sql`update facts set extract_version = extract_version - 1`.execute(storage.db)
    expect(await hasOlderFacts(storage.db)).toBe(true)
    let reports = 0
    // stopped after the first batch, then resumed
    expect(
      await reExtract(
        storage.db,
        () => reports++,
        () => reports > 1,
      ),
    ).toBe(false)
    expect(await hasOlderFacts(storage.db)).toBe(true)
    const seen: number[] = []
    let skipped = 0
    const isDone = await reExtract(storage.db, (progress) => {
      seen.push(progress.done)
      skipped = progress.skipped
    })
    expect(isDone).toBe(true)
    expect(await hasOlderFacts(storage.db)).toBe(false)
    expect(seen[0]).toBeGreaterThan(0)
    expect(skipped).toBe(1)
    expect(await answers()).toEqual(before)
    await rollUpQueue(storage.db)
    expect(await answers()).toEqual(before)
    const old = await get(app, '/api/submissions?to=2025-01-01')
    const withFacts = { browser: { name: 'Firefox' }, errorCount: 1 }
    expect(old.items).toMatchObject([
      { browser: { name: null }, ip: '10.0.0.2' },
      { ...withFacts, ip: '10.0.0.3' },
      { ...withFacts, ip: '10.0.0.1' },
    ])
    expect((await get(app, '/api/errors?to=2025-01-01&q=it%27s')).items).toMatchObject([{ message: "it's of old" }])
  })

  test('extracting again deletes a group that it leaves without errors, and its releases', async () => {
    const { app, storage } = apps
    await post(app, {
      page: { url: 'https://regrouped.example/' },
      app: { release: '1.0.0' },
      errors: [{ message: 'grouped in another way' }],
    })
    await rollUpQueue(storage.db)
    const list = async () => (await get(app, '/api/errors?host=regrouped.example')).items
    const [{ groupKey }] = await list()
    const old = 'f'.repeat(16)
    for (const table of ['error_groups', 'errors', 'error_group_releases', 'error_rollups']) {
      await sql`update ${sql.id(table)} set group_key = ${old} where group_key = ${groupKey}`.execute(storage.db)
    }
    expect(await list()).toMatchObject([{ groupKey: old, count: 1 }])
    await reExtract(storage.db, () => {})
    expect(await list()).toMatchObject([{ groupKey, count: 1 }])
    const { rows } = await sql`select group_key from error_groups where group_key = ${old}
      union all select group_key from error_group_releases where group_key = ${old}`.execute(storage.db)
    expect(rows).toEqual([])
    expect((await get(app, '/api/releases/groups?release=1.0.0')).new).toMatchObject([{ groupKey }])
  })

  test('retention deletes expired rows and keeps all others', async () => {
    const { app, storage } = apps
    await reExtract(storage.db, () => {})
    await rollUpQueue(storage.db)
    const recent = (await get(app, '/api/overview')).counts
    expect(recent.pageViews.current).toBe(226)
    expect((await get(app, '/api/errors?to=2025-01-01')).items).toHaveLength(2)
    expect(await deleteExpired(storage.db, 30)).toBe(3)
    expect((await get(app, '/api/overview')).counts).toEqual(recent)
    expect((await get(app, '/api/errors?to=2025-01-01')).items).toEqual([])
    const { rows } = await sql`select from page_view_rollups where bucket_start < '2025-01-01'`.execute(storage.db)
    expect(rows).toHaveLength(0)
  })

  test('retention leaves nothing once everything has expired', async () => {
    const { storage } = apps
    await rollUpQueue(storage.db)
    const tomorrow = new Date(Date.now() + 2 * dayMs)
    expect(await deleteExpired(storage.db, 1, undefined, tomorrow)).toBe(304)
    for (const table of [
      'facts',
      'errors',
      'page_views',
      'submissions',
      'debug_data',
      'rollup_queue',
      'texts',
      'page_view_samples',
    ]) {
      const { rows } = await sql`select from ${sql.table(table)}`.execute(storage.db)
      expect(rows, table).toHaveLength(0)
    }
    const left =
      await sql`select from page_view_rollups where page_views <> 0 or errors <> 0 or lcp <> 0 or ttfb_histogram <> ''`.execute(
        storage.db,
      )
    expect(left.rows).toHaveLength(0)
    const errorsLeft = await sql`select from error_rollups where errors <> 0 or page_views <> 0`.execute(storage.db)
    expect(errorsLeft.rows).toHaveLength(0)
  })
})
