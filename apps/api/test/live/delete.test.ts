import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { rollUpQueue } from '../../src/rollups/roll-up-queue.ts'
import { bearer, get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)
  beforeAll(async () => {
    await post(apps.app, {
      page: { url: 'https://other.example/', visitorId: randomUUID() },
      performance: { vitals: { lcp: { value: 1234 } } },
      errors: [{ message: 'of somebody else' }],
    })
  })

  test.each(['before rolling up', 'after rolling up'])('deleting a visitor leaves no trace, %s', async (moment) => {
    const { app, storage } = apps
    const visitorId = randomUUID()
    const fingerprint = randomUUID()
    const url = `https://${visitorId}.example/secret`
    const mine = (sequence: number, pageViewId: string) => ({
      page: { url, visitorId, pageViewId, sequence, title: visitorId },
      browser: { userAgent: `Robot ${visitorId}` },
      performance: { vitals: { lcp: { value: sequence === 1 ? 1000 : 9000 }, ttfb: { value: 5 } } },
      fingerprints: { hash: fingerprint, components: { canvas: { value: visitorId, durationMs: 1 } } },
      errors: [{ message: `only ${visitorId} has it`, name: visitorId.replaceAll(/\d/g, 'x') }],
    })
    const answers = async () => ({
      total: (await get(app, '/api/metrics/lcp?breakdown=host')).total,
      errors: (await get(app, '/api/errors')).items.length,
      overview: (await get(app, '/api/overview')).counts,
    })
    const before = await answers()
    expect(before).toMatchObject({ total: { count: 1 }, errors: 1, overview: { pageViews: { current: 1 } } })
    const views = [randomUUID(), randomUUID()]
    const ids = [
      await post(app, mine(1, views[0] as string)),
      await post(app, mine(2, views[0] as string)),
      await post(app, mine(1, views[1] as string)),
    ]
    if (moment === 'after rolling up') await rollUpQueue(storage.db)
    // two page views of one visitor
    expect((await get(app, `/api/fingerprints/${fingerprint}`)).count).toBe(1)
    expect((await get(app, `/api/submissions?q=${visitorId}`)).items).toHaveLength(3)

    // without the latest the earlier one counts again
    const one = await app.inject({ method: 'DELETE', url: `/api/submissions/${ids[1]}`, headers: bearer })
    expect(one.statusCode).toBe(204)
    expect((await get(app, `/api/metrics/lcp?visitorId=${visitorId}`)).total).toMatchObject({
      count: 2,
      good: 2,
      poor: 0,
    })
    expect((await get(app, `/api/metrics/lcp?host=${visitorId}.example`)).total).toMatchObject({ count: 2 })
    if (moment === 'after rolling up') await rollUpQueue(storage.db)

    const deleted = await app.inject({
      method: 'DELETE',
      url: `/api/submissions?visitorId=${visitorId}`,
      headers: bearer,
    })
    expect(deleted.json()).toEqual({ deleted: 2 })
    expect(await answers()).toEqual(before)
    for (const query of [`q=${visitorId}`, `visitorId=${visitorId}`, `host=${visitorId}.example`]) {
      expect((await get(app, `/api/submissions?${query}`)).items).toEqual([])
      expect((await app.inject({ url: `/api/export?${query}`, headers: bearer })).body).toBe('')
    }
    for (const url of [`/api/submissions/${ids[0]}`, `/api/fingerprints/${fingerprint}`]) {
      expect((await app.inject({ url, headers: bearer })).statusCode).toBe(404)
    }
    const dump = await sql<{ text: string }>`select (select string_agg(t::text, '') from texts t)
      || (select string_agg(g::text, '') from error_groups g) || (select string_agg(f::text, '') from facts f) as text`.execute(
      storage.db,
    )
    expect(dump.rows[0]?.text).toContain('other.example')
    expect(dump.rows[0]?.text).not.toContain(visitorId)
    expect(
      (await app.inject({ method: 'DELETE', url: `/api/submissions/${ids[0]}`, headers: bearer })).statusCode,
    ).toBe(404)
  })

  test('deleting without a filter is refused', async () => {
    const answer = await apps.app.inject({ method: 'DELETE', url: '/api/submissions', headers: bearer })
    expect(answer.statusCode).toBe(400)
  })
})
