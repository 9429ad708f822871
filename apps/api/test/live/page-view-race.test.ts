import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { rollUpQueue } from '../../src/rollups/roll-up-queue.ts'
import { get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  test('the highest sequence of a page view counts if several processes receive its submissions at once', async () => {
    const { app, second, storage } = apps
    const views = Array.from({ length: 5 }, () => randomUUID())
    const bodies = Array.from({ length: 60 }, (_, n) => ({
      page: { url: 'https://race.example/', pageViewId: views[n % 5], sequence: 1 + ((n * 7) % 60) },
      performance: { vitals: { lcp: { value: 10 + ((n * 7) % 60) } } },
      errors: [{ message: 'race', count: 1 + ((n * 7) % 60) }],
    }))
    await Promise.all([...bodies.map((body, n) => post(n % 2 ? app : second, body)), rollUpQueue(storage.db)])
    const highest = views.map((view) =>
      Math.max(...bodies.filter(({ page }) => page.pageViewId === view).map(({ page }) => page.sequence)),
    )
    for (const moment of ['before', 'after']) {
      if (moment === 'after') await rollUpQueue(storage.db)
      expect((await get(app, '/api/metrics/lcp?host=race.example')).total.count).toBe(5)
      const { items } = await get(app, '/api/errors?host=race.example')
      expect(items).toHaveLength(1)
      expect(items[0]).toMatchObject({ count: highest.reduce((sum, n) => sum + n, 0), pageViews: 5 })
    }
    const { rows } = await sql<{ sequence: number }>`select sequence from facts
      where host = 'race.example' and is_current order by sequence`.execute(storage.db)
    expect(rows.map(({ sequence }) => sequence)).toEqual(highest.toSorted((a, b) => a - b))
  })
})
