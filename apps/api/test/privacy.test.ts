import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const authorization = `Bearer ${testToken}`
const person = '203.0.113.77'
const other = '198.51.100.1'

describe.each(engines)('the data of one person, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage)
    // the predecessor's, whose text is no JSON and of which there are no facts
    await sql`insert into debug_data (ip, browser_info) values (${person}, ${"{'userAgent': 'x'}"})`.execute(storage.db)
    for (const [n, remoteAddress] of [person, other, person].entries()) {
      const page = {
        url: `https://a.example/${n}`,
        visitorId: n === 0 ? 'visitor-1' : 'visitor-2',
        pageViewId: `p${n}`,
      }
      const fingerprints = { hash: 'f'.repeat(n + 1), components: { canvas: { value: `drawn ${n}` } } }
      const payload = { page, fingerprints, errors: [{ message: `word ${remoteAddress === other ? 'kept' : 'gone'}` }] }
      await app.inject({ method: 'POST', url: '/collect', remoteAddress, payload })
    }
  })
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  const get = async (url: string) => app.inject({ url, headers: { authorization } })
  const exported = async (query: string) => (await get(`/api/export?${query}`)).body.split('\n').filter(Boolean)
  const erase = async (query: string) =>
    (await app.inject({ method: 'DELETE', url: `/api/submissions?${query}`, headers: { authorization } })).json()

  test('is exported by address, with the predecessor’s rows, and can be narrowed', async () => {
    const lines = (await exported(`ip=${person}`)).map((line) => JSON.parse(line))
    expect(lines.map(({ page }) => page?.url ?? null)).toEqual(
      expect.arrayContaining(['https://a.example/0', 'https://a.example/2', null]),
    )
    expect(lines).toHaveLength(3)
    expect(lines.map(({ browser }) => browser)).toContain("{'userAgent': 'x'}")
    expect(await exported(`ip=${person}&visitorId=visitor-1`)).toHaveLength(1)
    expect(await exported(`ip=${person}&to=2020-01-01`)).toHaveLength(0)
    expect(await exported('visitorId=visitor-2')).toHaveLength(2)
    const first = (await get(`/api/submissions?ip=${person}&limit=2`)).json()
    const second = (await get(`/api/submissions?ip=${person}&limit=2&cursor=${first.nextCursor}`)).json()
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    expect((await get(`/api/metrics/lcp?ip=${person}`)).statusCode).toBe(200)
    expect((await get(`/api/submissions?ip=${person}' or true --`)).json().items).toEqual([])
  })

  test('is erased by address with everything derived from it; the data of others stays', async () => {
    expect(await erase(`ip=${person}`)).toEqual({ deleted: 3 })
    expect(await exported(`ip=${person}`)).toEqual([])
    expect(await exported('')).toHaveLength(1)
    const { rows } = await sql<{ all: string }>`select concat(
      (select json_agg(d) from debug_data d), (select json_agg(f) from facts f), (select json_agg(e) from errors e),
      (select json_agg(g) from error_groups g), (select json_agg(t) from texts t), (select json_agg(p) from page_views p),
      (select json_agg(s) from submissions s), (select json_agg(q) from rollup_queue q)) as all`.execute(storage.db)
    expect(rows[0]?.all).not.toMatch(/203\.0\.113\.77|gone|visitor-1|a\.example\/0|a\.example\/2|"p0"|"p2"/)
    expect(rows[0]?.all).toContain('kept')
    const left = await storage.db.selectFrom('fingerprints').selectAll().execute()
    expect(left).toHaveLength(1)
    expect(await erase('visitorId=visitor-2')).toEqual({ deleted: 1 })
    expect(await exported('')).toEqual([])
  })
})
