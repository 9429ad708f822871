import { describe, expect, test } from 'vitest'
import { bearer, get, post, startApps } from './support/apps.ts'
import { engines } from './support/databases.ts'

const long = 'x'.repeat(5000)

describe.each(engines)('what the site says of itself, on $name', (engine) => {
  const apps = startApps(engine)

  test('release, environment, user and tags are found by what was sent, and users are erased by their id', async () => {
    const bodies: Record<string, object> = {
      ada: { app: { release: '1.4.2', environment: 'production' }, user: { id: 'ada' }, tags: { plan: 'free' } },
      bob: {
        app: { release: '1.4.2', environment: 'staging' },
        user: { id: 'bob' },
        tags: { plan: 'freed', b: 'x:y' },
      },
      long: { app: { release: long, environment: long }, user: { id: long }, tags: { note: long, 'a\nb': 'c\nd' } },
      wrong: { app: { release: 7, environment: {} }, user: { id: ['ada'] }, tags: { plan: 1, free: {} } },
      none: {},
    }
    const names = new Map<string, string>()
    for (const [name, body] of Object.entries(bodies)) names.set(await post(apps.app, body), name)
    const cases: [Record<string, string>, string[]][] = [
      [{ release: '1.4.2' }, ['ada', 'bob']],
      [{ release: '1.4.2', environment: 'staging' }, ['bob']],
      [{ environment: 'production' }, ['ada']],
      [{ release: long, environment: long, user: long }, ['long']],
      [{ user: 'ada' }, ['ada']],
      [{ user: 'ad%' }, []],
      [{ tag: 'plan:free' }, ['ada']],
      [{ tag: 'plan:fre_' }, []],
      [{ tag: 'b:x:y' }, ['bob']],
      [{ tag: `note:${long}` }, ['long']],
      [{ tag: 'a\nb:c\nd' }, ['long']],
    ]
    for (const [query, expected] of cases) {
      const { items } = await get(apps.app, `/api/submissions?${new URLSearchParams(query)}`)
      const found = items.map(({ submissionId }: { submissionId: string }) => names.get(submissionId))
      expect(found.toSorted(), JSON.stringify(query).slice(0, 100)).toEqual(expected)
    }
    const csv = await apps.app.inject({ url: '/api/export?format=csv&user=ada', headers: bearer })
    expect(csv.body).toMatch(/,1\.4\.2,production,/)

    const erased = await apps.app.inject({ method: 'DELETE', url: '/api/submissions?user=ada', headers: bearer })
    expect(erased.json()).toEqual({ deleted: 1 })
    const { items } = await get(apps.app, '/api/submissions')
    expect(items).toHaveLength(Object.keys(bodies).length - 1)
  })
})
