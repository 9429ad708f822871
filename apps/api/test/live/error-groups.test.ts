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
    expect((await set('resolved')).json()).toEqual({ groupKey, status: 'resolved' })
    expect((await group()).status).toBe('resolved')
    expect(await overview()).toEqual({ open: 0, new: 0, regressed: 0, top: [] })
    const resolvedAt = new Date().toISOString()
    await post(app, body)
    expect(await overview(resolvedAt)).toMatchObject({ open: 1, new: 0, regressed: 1, top: [{ message: 'it broke' }] })
    expect(await group()).toMatchObject({ status: 'regressed', count: 4, pageViews: 2 })
    expect((await get(app, '/api/errors?host=group.example&status=regressed')).items).toHaveLength(1)
    expect((await set('ignored')).statusCode).toBe(200)
    expect((await group()).status).toBe('ignored')
    expect((await overview()).open).toBe(0)
    expect((await set('regressed')).statusCode).toBe(400)
  })

  test('errors of one group in one submission are shown one by one, and count as one page view', async () => {
    const { app } = apps
    const errors = [{ message: 'item 1 is gone' }, { message: 'item 2 is gone' }]
    await post(app, { page: { url: 'https://several.example/' }, errors })
    const [{ groupKey }] = (await get(app, '/api/errors?host=several.example')).items
    const answer = await get(app, `/api/errors/${groupKey}?host=several.example`)
    expect(answer.occurrences.map(({ error }: { error: object }) => error)).toEqual(errors)
    expect(answer.breakdowns.host).toEqual([{ value: 'several.example', count: 2, pageViews: 1 }])
  })
})
