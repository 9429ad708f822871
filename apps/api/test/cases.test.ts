import type { AlertEvent } from '@collector/schema'
import { describe, expect, test } from 'vitest'
import { evaluateRules } from '../src/alerts/evaluate-rules.ts'
import { bearer, get, post, startApps } from './support/apps.ts'
import { engines } from './support/databases.ts'

const long = `CASE-${'7'.repeat(200)}`
const url = 'https://shop.example/'

describe.each(engines)('cases of the support, on $name', (engine) => {
  const apps = startApps(engine)

  test('page views are found by their reference, listed with it, and erased by it', async () => {
    const bodies: Record<string, object> = {
      first: { page: { url, reference: 'TICKET-4711', feedback: { message: 'It is blank', contact: 'a@b.example' } } },
      other: { page: { url, reference: 'ticket-4711b' } },
      long: { page: { url, reference: long } },
      wrong: { page: { url, reference: 4711, feedback: 'no object' } },
      none: {},
    }
    const names = new Map<string, string>()
    for (const [name, body] of Object.entries(bodies)) names.set(await post(apps.app, body), name)
    const cases: [Record<string, string>, string[]][] = [
      [{ reference: 'TICKET-4711' }, ['first']],
      [{ reference: 'TICKET-471%' }, []],
      [{ reference: long }, ['long']],
      [{ q: 'ticket-4711' }, ['first', 'other']],
      [{ q: 'TICKET_4711' }, []],
      [{ reference: 'TICKET-4711', hasErrors: 'true' }, []],
    ]
    for (const [query, expected] of cases) {
      const { items } = await get(apps.app, `/api/submissions?${new URLSearchParams(query)}`)
      const found = items.map(({ submissionId }: { submissionId: string }) => names.get(submissionId))
      expect(found.toSorted(), JSON.stringify(query).slice(0, 100)).toEqual(expected)
    }
    const { items } = await get(apps.app, '/api/submissions?reference=TICKET-4711')
    expect(items[0].page).toMatchObject({ reference: 'TICKET-4711', feedback: { message: 'It is blank' } })
    const { counts } = await get(apps.app, '/api/overview?reference=TICKET-4711')
    expect(counts.pageViews.current).toBe(1)
    const csv = await apps.app.inject({ url: '/api/export?format=csv&reference=TICKET-4711', headers: bearer })
    expect(csv.body).toContain(',TICKET-4711,It is blank,')

    const erased = await apps.app.inject({
      method: 'DELETE',
      url: '/api/submissions?reference=TICKET-4711',
      headers: bearer,
    })
    expect(erased.json()).toEqual({ deleted: 1 })
  })

  test('a rule tells of each case once, with its number', async () => {
    const rule = await apps.app.inject({
      method: 'POST',
      url: '/api/alerts/rules',
      headers: bearer,
      payload: { name: 'Cases', kind: 'case', filters: { host: 'support.example' } },
    })
    expect(rule.statusCode).toBe(201)
    const page = { url: 'https://support.example/', reference: 'T-1', pageViewId: 'view-1' }
    const store = async (body: object) => (await get(apps.app, `/api/submissions/${await post(apps.app, body)}`)).id
    await store({ page: { url: page.url } })
    const first = await store({ page: { ...page, sequence: 1 } })
    const second = await store({ page: { url: page.url, feedback: { message: 'It is blank' } } })
    const evaluate = () =>
      evaluateRules(apps.storage.db, new Date(Date.now() + 1000), (_rule, error) => {
        throw error
      })
    await evaluate()
    await store({ page: { ...page, sequence: 2 } })
    await evaluate()
    const { items } = await get(apps.app, '/api/alerts/events')
    expect(
      items.reverse().map(({ title, text, closedAt, value }: AlertEvent) => [title, text, closedAt !== null, value]),
    ).toEqual([
      [`T-1 arrived: number ${first}`, 'The report of a browser was stored.', true, null],
      [`A problem report arrived: number ${second}`, 'The visitor wrote a message.', true, null],
    ])
  })
})
