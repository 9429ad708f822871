import { describe, expect, test } from 'vitest'
import { bearer, get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  test('a resolved group that occurs again is regressed', async () => {
    const { app } = apps
    const body = { page: { url: 'https://group.example/' }, errors: [{ message: 'it broke', count: 2 }] }
    await post(app, body)
    const group = async () => (await get(app, '/api/errors?host=group.example')).items[0]
    const { groupKey, status } = await group()
    expect(status).toBe('open')
    const set = (to: string) =>
      app.inject({ method: 'PATCH', url: `/api/errors/${groupKey}`, headers: bearer, payload: { status: to } })
    const overview = async (from = '2025-01-01') => {
      const { errorGroups } = await get(app, `/api/overview?host=group.example&from=${from}`)
      return errorGroups
    }
    expect(await overview()).toMatchObject({
      open: 1,
      new: 1,
      regressed: 0,
      top: [{ groupKey, count: { current: 2 } }],
    })
    expect((await set('resolved')).json()).toMatchObject({ groupKey, status: 'resolved' })
    expect((await group()).status).toBe('resolved')
    expect(await overview()).toEqual({ open: 0, new: 0, regressed: 0, top: [] })
    const resolvedAt = new Date().toISOString()
    await post(app, body)
    expect(await overview(resolvedAt)).toMatchObject({ open: 1, new: 0, regressed: 1, top: [{ message: 'it broke' }] })
    const newSince = async (from: string) =>
      (await get(app, `/api/errors?host=group.example&status=new&from=${from}`)).items.length
    expect([await newSince('2025-01-01'), await newSince(resolvedAt)]).toEqual([1, 0])
    expect(await group()).toMatchObject({ status: 'regressed', count: 4, pageViews: 2 })
    expect((await get(app, '/api/errors?host=group.example&status=regressed')).items).toHaveLength(1)
    expect((await set('ignored')).statusCode).toBe(200)
    expect((await group()).status).toBe('ignored')
    expect((await overview()).open).toBe(0)
    expect((await set('regressed')).statusCode).toBe(400)
  })

  test('errors of one group in one submission are listed one by one, and count as one page view', async () => {
    const { app } = apps
    const errors = [{ message: 'item 1 is gone' }, { message: 'item 2 is gone' }]
    await post(app, { page: { url: 'https://several.example/' }, errors })
    const [{ groupKey }] = (await get(app, '/api/errors?host=several.example')).items
    const answer = await get(app, `/api/errors/${groupKey}?host=several.example`)
    expect(answer.occurrences.map(({ error }: { error: object }) => error)).toEqual(errors)
    expect(answer.breakdowns.host).toEqual([{ value: 'several.example', count: 2, pageViews: 1 }])
  })

  test('an error says how many visitors it affects, and the release in which it occurred first', async () => {
    const { app } = apps
    const errors = [{ message: 'pay is not defined' }]
    const send = (visitorId: string | undefined, release?: string) =>
      post(app, { page: { url: 'https://visitors.example/', visitorId }, app: { release }, errors })
    await send('one', '3.4.0')
    await send('one', '3.5.0')
    await send('two', '3.5.0')
    await send(undefined)
    const [{ groupKey }] = (await get(app, '/api/errors?host=visitors.example')).items
    const ask = (query: string) => get(app, `/api/errors/${groupKey}?host=visitors.example${query}`)
    expect(await ask('')).toMatchObject({ firstRelease: '3.4.0', visitors: { count: 2, pageViews: 3 } })
    expect(await ask('&release=3.5.0')).toMatchObject({ firstRelease: '3.4.0', visitors: { count: 2, pageViews: 2 } })
    expect(await ask('&visitorId=one')).toMatchObject({ visitors: { count: 1, pageViews: 2 } })
  })

  test('a page view with only noise is none with errors, and its noise is found', async () => {
    const { app } = apps
    await post(app, {
      page: { url: 'https://only-noise.example/' },
      errors: [{ message: 'ResizeObserver loop limit exceeded', count: 9 }],
    })
    const ask = (path: string, query = '') => get(app, `/api/${path}?host=only-noise.example${query}`)
    expect((await ask('overview')).counts).toMatchObject({
      pageViews: { current: 1 },
      pageViewsWithErrors: { current: 0 },
      errors: { current: 0 },
    })
    expect((await ask('submissions')).items).toMatchObject([{ errorCount: 0 }])
    const counted = ['hasErrors=true', 'hasErrors=false', 'noise=true', 'noise=false'].map((filter) =>
      ask('submissions/count', `&${filter}`),
    )
    expect((await Promise.all(counted)).map(({ count }) => count)).toEqual([0, 1, 1, 0])
    // from rollups, and from page views
    for (const filter of ['', '&hasErrors=false', '&path=/*']) {
      expect((await ask('errors', filter)).items, filter).toMatchObject([{ noise: 'resize-observer', count: 9 }])
    }
    expect((await ask('errors', '&hasErrors=true')).items).toEqual([])
  })

  test('noise is marked, can be filtered by, and is left out of the overview', async () => {
    const { app } = apps
    const own = { message: 'pay is not defined', count: 2 }
    const noises = [
      { message: 'ResizeObserver loop limit exceeded', noise: 'resize-observer', count: 9 },
      { message: 'the wallet is locked', noise: 'extension', count: 8 },
      { type: 'csp', message: 'script-src would block inline', noise: 'report-only', count: 7 },
      // the same error as the page's own, but thrown by an extension
      { ...own, noise: 'extension', count: 6 },
    ]
    const others = [
      { message: 'unknown noise', noise: 'x' },
      { message: 'no text', noise: true },
    ]
    await post(app, { page: { url: 'https://noise.example/' }, errors: [...noises, own, ...others] })
    const list = (query = '') => get(app, `/api/errors?host=noise.example${query}`)
    const listed = async (query: string) => {
      const { items, leftOutByNoise } = await list(query)
      return [items.map(({ noise, count }: { noise: string; count: number }) => `${noise} ${count}`), leftOutByNoise]
    }
    const asNoise = ['resize-observer 9', 'extension 8', 'report-only 7', 'extension 6']
    const asOwn = ['null 2', 'null 1', 'null 1']
    expect(await listed('')).toEqual([[...asNoise, ...asOwn], 0])
    expect(await listed('&noise=true')).toEqual([asNoise, 3])
    expect(await listed('&noise=false')).toEqual([asOwn, 4])
    expect(await listed('&noise=false&status=ignored')).toEqual([[], 0])

    const { items, nextCursor } = await list('&noise=false&limit=1')
    expect(items).toMatchObject([{ message: 'pay is not defined', count: 2 }])
    const next = await list(`&noise=false&limit=1&cursor=${nextCursor}`)
    expect(next).toMatchObject({ items: [{ noise: null, count: 1 }], leftOutByNoise: 4 })

    const { groupKey } = (await list('&noise=true')).items[0]
    expect((await get(app, `/api/errors/${groupKey}`)).noise).toBe('resize-observer')
    const { errorGroups, counts } = await get(app, '/api/overview?host=noise.example')
    expect(counts).toMatchObject({ pageViewsWithErrors: { current: 1 }, errors: { current: 4 } })
    expect(errorGroups).toMatchObject({ open: 3, new: 3, regressed: 0 })
    expect(errorGroups.top.map(({ message }: { message: string }) => message).toSorted()).toEqual([
      'no text',
      'pay is not defined',
      'unknown noise',
    ])
  })
})
