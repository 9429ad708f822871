import type { ReleaseItem } from '@collector/schema'
import { describe, expect, test } from 'vitest'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import { bearer, get, post, startApps } from './support/apps.ts'
import { engines } from './support/databases.ts'

const hourMs = 3_600_000
const weekAgo = Date.now() - 168 * hourMs

/** The week of a shop: each release, when it was deployed, and what its page views measure and throw. */
const releases = [
  { release: '1.0.0', at: 0, home: 1000, checkout: 1500, errors: ['old'] },
  { release: '1.1.0', at: 60, home: 1000, checkout: 3000, errors: ['old', 'brought'] },
  { release: '1.2.0', at: 120, home: 1000, checkout: 1500, errors: ['brought'] },
]
const viewsEach = 20

describe.each(engines)('releases on $name', (engine) => {
  const apps = startApps(engine)

  const send = (method: 'PATCH' | 'POST', url: string, payload: object) =>
    apps.app.inject({ method, url, headers: bearer, payload })

  const body = (
    release: string | undefined,
    environment: string | undefined,
    path: string,
    lcp: number,
    name = '',
  ) => ({
    page: { url: `https://shop.example${path}` },
    app: { release, environment },
    performance: { vitals: { lcp: { value: lcp } } },
    errors: [
      { type: 'error', message: 'ResizeObserver loop limit exceeded' },
      ...(name === '' ? [] : [{ type: 'error', name: 'Error', message: `${name} failed`, source: `/${name}.js` }]),
    ],
  })

  const list = async (query = '') => (await get(apps.app, `/api/releases${query}`)).items as ReleaseItem[]
  const keyOf = async (name: string) => {
    const { items } = await get(apps.app, '/api/errors')
    return items.find(({ message }: { message: string }) => message.startsWith(name)).groupKey as string
  }
  const status = async (name: string) => (await get(apps.app, `/api/errors/${await keyOf(name)}`)).status

  test('tell what each of three releases changed, exactly, before and after they are rolled up', async () => {
    for (const { release, at, home, checkout, errors } of releases) {
      const deploy = { release, environment: 'production', at: new Date(weekAgo + at * hourMs).toISOString() }
      expect((await send('POST', '/api/deploys', deploy)).statusCode).toBe(201)
      for (let n = 0; n < viewsEach; n++) {
        await post(apps.app, body(release, 'production', '/', home))
        await post(apps.app, body(release, 'production', '/checkout', checkout, errors[n]))
      }
    }
    await post(apps.app, body('1.0.0', 'staging', '/', 500, 'brought'))
    for (const moment of ['before', 'after']) {
      if (moment === 'after') await rollUpQueue(apps.storage.db)
      const production = await list('?environment=production')
      expect(
        production.map(({ release, pageViews, errors, newGroups, regressedGroups }) => {
          return [release, pageViews, errors, newGroups, regressedGroups]
        }),
        moment,
      ).toEqual([
        ['1.2.0', 40, 1, 0, 0],
        ['1.1.0', 40, 2, 1, 0],
        ['1.0.0', 40, 1, 1, 0],
      ])
      expect(production[0]?.firstSeen).toBe(new Date(weekAgo + 120 * hourMs).toISOString())
      expect(Object.keys(production[0] ?? {})).toEqual([
        ...['release', 'environment', 'firstSeen', 'lastSeen', 'pageViews', 'errors', 'newGroups', 'regressedGroups'],
        'vitals',
      ])

      const checkout = await list('?environment=production&path=/checkout')
      const lcp = checkout.map(({ vitals }) => vitals.lcp)
      expect(lcp).toMatchObject([
        { count: viewsEach, previousCount: viewsEach },
        { count: viewsEach, previousCount: viewsEach },
        { count: viewsEach, previousCount: 0, previousP75: null },
      ])
      // a bucket of the histogram is 3 % wide
      const near = (value: number | null | undefined, expected: number) =>
        expect(Math.abs((value ?? 0) / expected - 1)).toBeLessThan(0.03)
      near(lcp[1]?.p75, 3000)
      near(lcp[1]?.previousP75, 1500)
      near(lcp[0]?.p75, 1500)
      near(lcp[0]?.previousP75, 3000)
      const [single] = await list('?environment=production&path=/checkout&release=1.2.0')
      expect(single?.vitals).toEqual(checkout[0]?.vitals)
    }
    const first = await get(apps.app, '/api/releases?limit=3')
    const rest = await get(apps.app, `/api/releases?limit=3&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items].map(({ release, environment }) => `${release} ${environment}`)).toEqual([
      '1.0.0 staging',
      '1.2.0 production',
      '1.1.0 production',
      '1.0.0 production',
    ])
    expect(rest.nextCursor).toBeNull()
  })

  test('list the groups that each brought, brought back, and ended', async () => {
    const groups = async (release: string) => {
      const { previous, ...lists } = await get(
        apps.app,
        `/api/releases/groups?environment=production&release=${release}`,
      )
      const names = (items: { message: string }[]) => items.map(({ message }) => message.split(' ')[0])
      return [previous, ...['new', 'regressed', 'gone'].map((list) => names(lists[list]))]
    }
    expect(await groups('1.0.0')).toEqual([null, ['old'], [], []])
    expect(await groups('1.1.0')).toEqual(['1.0.0', ['brought'], [], []])
    expect(await groups('1.2.0')).toEqual(['1.1.0', [], [], ['old']])
    expect(await groups('nope')).toEqual([null, [], [], []])
    expect((await get(apps.app, '/api/releases/groups?release=1.2.0')).gone).toEqual([])
    const refused = await apps.app.inject({ url: '/api/releases/groups', headers: bearer })
    expect(refused.statusCode).toBe(400)
  })

  test('a group resolved in a release is regressed by a later one only', async () => {
    const key = await keyOf('brought')
    const resolve = async (resolvedInRelease: string) =>
      (await send('PATCH', `/api/errors/${key}`, { resolvedInRelease })).json()
    expect(await resolve('1.2.0')).toEqual({ groupKey: key, status: 'resolved', resolvedInRelease: '1.2.0' })
    expect(await status('brought')).toBe('resolved')
    await post(apps.app, body('1.1.0', 'production', '/checkout', 900, 'brought'))
    await post(apps.app, body('1.2.0', 'production', '/checkout', 900, 'brought'))
    expect(await status('brought')).toBe('resolved')
    await post(apps.app, body('1.3.0', 'production', '/checkout', 900, 'brought'))
    expect(await status('brought')).toBe('regressed')
    expect((await list('?release=1.3.0'))[0]).toMatchObject({ newGroups: 0, regressedGroups: 1 })
    const { regressed } = await get(apps.app, '/api/releases/groups?environment=production&release=1.3.0')
    expect(regressed).toEqual([expect.objectContaining({ groupKey: key, name: 'Error', message: 'brought failed' })])
    // in a release that is not known yet it is resolved for all that are
    await resolve('2.0.0')
    expect(await status('brought')).toBe('resolved')

    expect((await send('PATCH', `/api/errors/${key}`, { status: 'open', resolvedInRelease: '1' })).statusCode).toBe(400)
    expect((await send('PATCH', `/api/errors/${key}`, {})).statusCode).toBe(400)
  })

  test('are gone with their last submission, unless they were deployed', async () => {
    await apps.app.inject({ method: 'DELETE', url: '/api/submissions?environment=staging', headers: bearer })
    expect(await list('?environment=staging')).toEqual([])
    expect((await list()).some(({ environment }) => environment === 'staging')).toBe(false)
  })

  test('a deploy needs a release and a time that exists', async () => {
    const refused: [object, string][] = [
      [{}, 'release'],
      [{ release: '' }, 'release'],
      [{ release: '1', at: '2026-02-30' }, 'at must be an ISO 8601 date and time'],
      [{ release: '1', url: 'javascript:x' }, 'url'],
      [{ release: '1', extra: 1 }, 'unknown member /extra'],
    ]
    for (const [payload, message] of refused) {
      const answer = await send('POST', '/api/deploys', payload)
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(message)])
    }
    const { at, ...deployed } = (
      await send('POST', '/api/deploys', { release: '9', url: 'https://ci.example/9' })
    ).json()
    expect(deployed).toEqual({ release: '9', environment: null, url: 'https://ci.example/9' })
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
    expect((await list())[0]).toMatchObject({ release: '9', environment: null, pageViews: 0, lastSeen: null })
  })
})
