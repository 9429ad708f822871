import type { AlertChannel, AlertEvent, AlertRule } from '@collector/schema'
import { findings } from '@collector/schema/catalogue'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alertSenders } from '../src/alerts/alert-senders.ts'
import { deliverDue } from '../src/alerts/deliver.ts'
import { evaluateRules } from '../src/alerts/evaluate-rules.ts'
import { readConfig } from '../src/config.ts'
import { answerOverview } from '../src/statistics/overview.ts'
import { addRefusalCounts } from '../src/storage/queries/refusal-counts.ts'
import type { Storage } from '../src/storage/storage.ts'
import { type HttpSink, openHttpSink, openSmtpSink } from './support/alert-sinks.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { SeededRandom } from './support/seeded-random.ts'
import type { SkewedPageView } from './support/skewed-page-views.ts'
import { storeFacts } from './support/store-facts.ts'

const publicUrl = 'https://collector.example'
const hourMs = 3_600_000
const days = 15
/** The history ends with the last whole hour; in its last six hours something happens. */
const end = Math.floor(Date.now() / hourMs) * hourMs
const incident = end - 6 * hourMs
const at = (hours: number) => new Date(incident + hours * hourMs)

/** A shop of which a test knows every page view: busy by day, quiet by night, with an error that always was. */
function history(): SkewedPageView[] {
  const random = new SeededRandom(7)
  const views: SkewedPageView[] = []
  for (let hour = end - days * 24 * hourMs; hour < end; hour += hourMs) {
    const since = Math.round((hour - incident) / hourMs)
    const isDay = new Date(hour).getUTCHours() >= 7
    const pageViews = since === 4 ? 0 : since >= 0 ? 200 : isDay ? 30 : 6
    for (let n = 0; n < pageViews; n++) {
      const errors = n % 2 === 0 ? [{ message: 'ResizeObserver loop limit exceeded', count: 3 }] : []
      if (random.next() < 0.02) errors.push({ message: 'It always was', count: 1 })
      if (since === 0 && n < 3) errors.push({ message: 'It is new', count: 2 })
      if ((since === 1 || since === 2) && n < 60) errors.push({ message: 'It always was', count: 1 })
      if (since === 3 && n < 2) errors.push({ message: 'The tab crashed', count: 1 })
      if (since === -30 && n === 0) errors.push({ message: 'It was resolved', count: 1 })
      if (since === 5 && n === 0) errors.push({ message: 'It was resolved', count: 1 })
      views.push({
        submissionId: `00000000-0000-4000-8000-${views.length.toString(16).padStart(12, '0')}`,
        receivedAt: new Date(hour + Math.floor(((n + 0.5) / pageViews) * hourMs)),
        browser: 'Chrome',
        os: 'Windows',
        device: 'desktop',
        host: 'shop.example',
        path: '/',
        visitorId: `visitor-${n}`,
        vitals: { lcp: since === 2 || since === 3 ? 6000 : 1500 + 1000 * random.next() },
        errors,
      })
    }
  }
  return views
}

const bearer = { authorization: `Bearer ${testToken}` }

describe.each(engines)('alerts on $name', ({ open }) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  let sink: HttpSink
  const env = { ALERT_ALLOWED_NETWORKS: 'loopback', PUBLIC_URL: publicUrl }

  beforeAll(async () => {
    ;({ storage } = await open())
    app = await buildTestApp(storage, env)
    sink = await openHttpSink()
    const keys = await storeFacts(storage, history())
    await storage.db
      .updateTable('errorGroups')
      .set({ type: 'crash' })
      .where('groupKey', '=', keys.get('The tab crashed') as string)
      .execute()
    await storage.db
      .updateTable('errorGroups')
      .set({ status: 'resolved', statusSince: new Date(incident - 20 * hourMs) })
      .where('groupKey', '=', keys.get('It was resolved') as string)
      .execute()
    await addRefusalCounts(storage.db, new Map([['origin', 150]]), at(1.5))
  })
  afterAll(async () => {
    await app?.close()
    await sink?.close()
    await storage?.close()
  })
  beforeEach(async () => {
    sink.requests = []
    sink.status = 200
    await storage.db.deleteFrom('alertChannels').execute()
    await storage.db.deleteFrom('alertEvents').execute()
  })

  async function ask<Answer>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
    const request: InjectOptions = { method, url: `/api/alerts${url}`, headers: bearer, ...(payload && { payload }) }
    const response = await app.inject(request)
    return { status: response.statusCode, body: (response.body ? response.json() : null) as Answer }
  }
  const makeChannel = async (config: object = { url: sink.url }, kind = 'webhook') =>
    (await ask<AlertChannel>('POST', '/channels', { name: 'A channel', kind, config })).body
  const rules = async () => (await ask<{ items: AlertRule[] }>('GET', '/rules')).body.items
  const events = async () => (await ask<{ items: AlertEvent[] }>('GET', '/events?limit=200')).body.items.reverse()
  const evaluate = (now: Date) =>
    evaluateRules(storage.db, now, (_rule, error) => {
      throw error
    })
  const deliver = async (now = new Date()) =>
    deliverDue(storage.db, { ...alertSenders(await readConfig(env)), publicUrl: async () => publicUrl }, () => now)
  /** Rules that were made before the history began. */
  const sinceEver = () =>
    storage.db
      .updateTable('alertRules')
      .set({ activeSince: at(-8 * 24) })
      .execute()

  test('the first channel enables the initial rules', async () => {
    expect((await rules()).map(({ isEnabled }) => isEnabled)).toEqual(Array(8).fill(false))
    await evaluate(at(1))
    expect(await events()).toEqual([])
    await makeChannel()
    const made = await rules()
    expect(made.map(({ isEnabled }) => isEnabled)).toEqual(Array(8).fill(true))
    expect(made.find(({ params }) => params.metric === 'inp')?.params).toMatchObject({
      threshold: 500,
      minSamples: 100,
    })
  })

  test('a quiet week has no findings', async () => {
    await makeChannel()
    await sinceEver()
    for (let hours = -7 * 24; hours < -30; hours += 3) await evaluate(at(hours))
    expect(await events()).toEqual([])
  })

  test('each rule finds its event once, with the right number and a link, and closes it', async () => {
    await makeChannel()
    await sinceEver()
    for (let hours = 0.5; hours <= 6; hours += 0.5) await evaluate(at(hours))
    const found = await events()
    const summary = found.map(({ title, value, closedAt, url }) => ({ title, value, isOver: closedAt !== null, url }))
    const link = (page: string) => expect.stringMatching(new RegExp(`^${publicUrl}/${page}.*from=20.*to=20`))
    expect(summary).toEqual([
      { title: 'New error: Error: It is new', value: 6, isOver: true, url: link('errors/[0-9a-f]{16}') },
      { title: '150 submissions refused', value: 150, isOver: true, url: `${publicUrl}/refusals` },
      {
        title: expect.stringMatching(/^3\d.* % of page views have errors$/),
        value: expect.closeTo(0.31, 1),
        isOver: true,
        url: link('errors'),
      },
      { title: 'New error: Error: The tab crashed', value: 2, isOver: true, url: link('errors/[0-9a-f]{16}') },
      {
        title: expect.stringMatching(/^LCP is poor: (5.99|6) s or more for a quarter of page views$/),
        value: expect.closeTo(6000, -2),
        isOver: true,
        url: link('vitals'),
      },
      { title: '2 tabs crashed', value: 2, isOver: true, url: link('errors') },
      { title: 'No page views', value: 0, isOver: true, url: link('overview') },
      { title: 'Regressed: Error: It was resolved', value: 1, isOver: false, url: link('errors/[0-9a-f]{16}') },
    ])
    await deliver()
    const told = sink.requests.map(({ body }) => JSON.parse(body))
    expect(told.filter(({ event }) => event === 'opened')).toHaveLength(8)
    expect(told.filter(({ event }) => event === 'closed')).toHaveLength(7)
    await deliver()
    expect(sink.requests).toHaveLength(15)
  })

  describe('delivering', () => {
    let ruleId: number
    const opened = new Date(end)
    async function openEvents(count: number) {
      for (let n = 0; n < count; n++) {
        const { id } = await storage.db
          .insertInto('alertEvents')
          .values({
            ruleId,
            subject: `${n}`,
            openedAt: opened,
            closedAt: null,
            windowFrom: opened,
            windowTo: opened,
            title: `Event ${n}`,
            text: '',
            path: '/errors',
            value: n,
            threshold: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        const { items } = (await ask<{ items: AlertChannel[] }>('GET', '/channels')).body
        for (const channel of items) {
          await storage.db
            .insertInto('alertDeliveries')
            .values({
              eventId: id,
              channelId: channel.id,
              event: 'opened',
              state: 'pending',
              dueAt: opened,
              sentAt: null,
              error: null,
            })
            .execute()
        }
      }
    }
    const later = (minutes: number) => new Date(end + minutes * 60_000)
    beforeEach(async () => {
      ruleId = (await rules())[0]?.id as number
    })

    test('a failing channel is retried with growing delays, and has the reason', async () => {
      const { id } = await makeChannel()
      await openEvents(1)
      sink.status = 500
      for (const minutes of [0, 0.1, 1]) await deliver(later(minutes))
      const { items } = (await ask<{ items: AlertChannel[] }>('GET', '/channels')).body
      expect(items[0]).toMatchObject({ id, lastError: '127.0.0.1 answered 500', lastSentAt: null })
      expect((await events())[0]?.deliveries).toMatchObject([{ state: 'pending', attempts: 2 }])
      sink.status = 200
      await deliver(later(10))
      expect((await events())[0]?.deliveries).toMatchObject([{ state: 'sent', attempts: 3, error: null }])
      expect(sink.requests).toHaveLength(1)
    })

    test('several processes deliver each message once', async () => {
      await makeChannel()
      await openEvents(20)
      await Promise.all([deliver(later(0)), deliver(later(0)), deliver(later(0))])
      await deliver(later(0))
      expect(sink.requests.map(({ headers }) => headers['x-collector-delivery']).toSorted()).toEqual(
        (await events()).map(({ id }) => `alert-${id}-opened`).toSorted(),
      )
    })

    test('messages claimed by a dead process are sent by another', async () => {
      await makeChannel()
      await openEvents(1)
      await storage.db
        .updateTable('alertDeliveries')
        .set({ state: 'sending', dueAt: later(1) })
        .execute()
      await deliver(later(0.5))
      expect(sink.requests).toHaveLength(0)
      await deliver(later(1))
      expect(sink.requests).toHaveLength(1)
    })

    test('more than sixty messages an hour become a summary', async () => {
      await makeChannel()
      await openEvents(75)
      await deliver(later(0))
      expect(sink.requests).toHaveLength(60)
      expect(JSON.parse(sink.requests.at(-1)?.body ?? '')).toMatchObject({
        title: '16 more alerts',
        url: `${publicUrl}/alerts`,
      })
      await openEvents(0)
      await deliver(later(30))
      expect(sink.requests).toHaveLength(60)
    })

    test('a muted rule opens without sending', async () => {
      await makeChannel()
      await sinceEver()
      for (const { id } of await rules()) {
        await ask('PATCH', `/rules/${id}`, { mutedUntil: at(24).toISOString() })
      }
      for (const hours of [1, 2, 3, 4]) await evaluate(at(hours))
      expect((await events()).length).toBeGreaterThan(2)
      await deliver()
      expect(sink.requests).toEqual([])
      for (const { id } of await rules()) await ask('PATCH', `/rules/${id}`, { mutedUntil: null })
    })

    test('the daily digest is sent once, in five lines', async () => {
      const { id } = await makeChannel()
      const made = await ask<AlertRule>('POST', '/rules', { kind: 'digest', name: 'Daily', channelIds: [id] })
      await storage.db
        .updateTable('alertRules')
        .set({ activeSince: at(-200) })
        .where('id', '=', made.body.id)
        .execute()
      // the first digest after the end of the history
      const eight = new Date(at(6 + 16).setUTCHours(8, 0, 0, 0))
      for (const minutes of [0, 5, 600]) await evaluate(new Date(eight.getTime() + minutes * 60_000))
      await deliver(new Date(eight.getTime() + 660 * 60_000))
      const digests = sink.requests.map(({ body }) => JSON.parse(body)).filter(({ rule }) => rule?.kind === 'digest')
      expect(digests).toHaveLength(1)
      const lines = digests[0].text.split('\n')
      expect(lines).toHaveLength(5)
      expect(lines[0]).toMatch(/^[\d,]+ page views \(.*\) [▁▂▃▄▅▆▇█]{24}$/)
      const { window, filters } = digests[0]
      const [first] = findings(await answerOverview(storage.db, { ...filters, ...window }))
      expect(lines[4]).toBe(`Look at first: ${first?.text}`)
      await ask('DELETE', `/rules/${made.body.id}`)
    })
  })

  describe('the API', () => {
    test.each([
      [
        'webhook',
        { url: 'https://93.184.215.14/x', secret: 'of-the-test' },
        { url: 'https://93.184.215.14/x', secret: '…' },
      ],
      ['slack', { url: 'https://93.184.215.14/x' }, { url: '…' }],
      ['mattermost', { url: 'https://93.184.215.14/x' }, { url: '…' }],
      ['discord', { url: 'https://93.184.215.14/x' }, { url: '…' }],
      [
        'ntfy',
        { url: 'https://93.184.215.14/x', token: 'of-the-test' },
        { url: 'https://93.184.215.14/x', token: '…' },
      ],
      ['telegram', { token: '123:abc', chatId: '-42' }, { token: '…', chatId: '-42' }],
      ['email', { to: 'a@example.com' }, { to: 'a@example.com' }],
    ])('a channel of kind %s keeps its secrets', async (kind, config, shown) => {
      const made = await ask<AlertChannel>('POST', '/channels', { name: 'A', kind, config })
      expect(made).toMatchObject({ status: 201, body: { kind, config: shown, lastError: null, lastSentAt: null } })
      const { id } = made.body
      const changed = await ask('PATCH', `/channels/${id}`, { name: 'B', config: shown })
      expect(changed).toMatchObject({ status: 200, body: { name: 'B', config: shown } })
      const row = await storage.db.selectFrom('alertChannels').select('config').where('id', '=', id).executeTakeFirst()
      expect(JSON.parse(row?.config ?? '')).toEqual(config)
      expect((await ask('GET', '/channels')).body).toMatchObject({ items: [{ id, config: shown }] })
      expect((await ask('DELETE', `/channels/${id}`)).status).toBe(204)
      expect((await ask('DELETE', `/channels/${id}`)).status).toBe(404)
    })

    test.each<[string, 'POST' | 'PATCH', string, object]>([
      [
        '/config/url: 10.0.0.1, which is not public',
        'POST',
        '/channels',
        { name: 'A', kind: 'slack', config: { url: 'http://10.0.0.1/' } },
      ],
      ['/config must have required properties url', 'POST', '/channels', { name: 'A', kind: 'webhook', config: {} }],
      [
        '/config/secret must be the secret itself',
        'POST',
        '/channels',
        { name: 'A', kind: 'webhook', config: { url: 'https://93.184.215.14/', secret: '…' } },
      ],
      ['/config/to must match', 'POST', '/channels', { name: 'A', kind: 'email', config: { to: 'nobody' } }],
      [
        '/kind must be one of email, webhook, slack, mattermost, discord, ntfy, telegram',
        'POST',
        '/channels',
        { name: 'A', kind: 'pigeon', config: {} },
      ],
      ['unknown member /filters/from', 'POST', '/rules', { name: 'A', kind: 'vital', filters: { from: '2026-01-01' } }],
      ['/channelIds names no channel: 999999', 'POST', '/rules', { name: 'A', kind: 'vital', channelIds: [999999] }],
      [
        '/params/threshold must be <= 1 for a share',
        'POST',
        '/rules',
        { name: 'A', kind: 'errorRate', params: { threshold: 5 } },
      ],
      ['windowMinutes must be >= 5', 'POST', '/rules', { name: 'A', kind: 'vital', params: { windowMinutes: 1 } }],
      [
        '/mutedUntil must be an ISO 8601 date and time',
        'POST',
        '/rules',
        { name: 'A', kind: 'vital', mutedUntil: 'soon' },
      ],
    ])('%s', async (message, method, url, payload) => {
      const { status, body } = await ask<{ message: string }>(method, url, payload)
      expect(body.message).toContain(message)
      expect(status).toBe(400)
    })

    test('deleting a channel takes it out of its rules, and disables those that had no other', async () => {
      const [first, second] = [await makeChannel(), await makeChannel()]
      const named = [[first.id], [first.id, second.id], []]
      const made: number[] = []
      for (const channelIds of named) {
        made.push((await ask<AlertRule>('POST', '/rules', { name: 'A', kind: 'crash', channelIds })).body.id)
      }
      expect((await ask('DELETE', `/channels/${first.id}`)).status).toBe(204)
      const found = (await rules()).filter(({ id }) => made.includes(id))
      expect(found.map(({ channelIds, isEnabled }) => ({ channelIds, isEnabled }))).toEqual([
        { channelIds: [], isEnabled: false },
        { channelIds: [second.id], isEnabled: true },
        { channelIds: [], isEnabled: true },
      ])
      for (const id of made) await ask('DELETE', `/rules/${id}`)
    })

    test('a share above 1 is refused, also where a change makes it one', async () => {
      const counted = { name: 'A', kind: 'errorRate', params: { measure: 'count', threshold: 5 } }
      const { body } = await ask<AlertRule>('POST', '/rules', counted)
      const changed = (params: object) => ask<{ message: string }>('PATCH', `/rules/${body.id}`, { params })
      expect((await changed({ measure: 'count', threshold: 6 })).status).toBe(200)
      const message = '/params/threshold must be <= 1 for a share'
      expect(await changed({ threshold: 6 })).toMatchObject({ status: 400, body: { message } })
    })

    test('a token is not kept when the server changes', async () => {
      const { id } = await makeChannel({ url: sink.url, token: 'of-the-test' }, 'ntfy')
      const config = { url: 'https://93.184.215.14/topic', token: '…' }
      const { status, body } = await ask<{ message: string }>('PATCH', `/channels/${id}`, { config })
      expect({ status, message: body.message }).toEqual({ status: 400, message: '/config/token must be entered again' })
    })

    test('a test message returns whether it was delivered', async () => {
      const { id } = await makeChannel({ url: sink.url, secret: 'of-the-test' })
      expect((await ask('POST', `/channels/${id}/test`)).body).toEqual({ delivered: true, error: null })
      expect(JSON.parse(sink.requests[0]?.body ?? '')).toMatchObject({
        event: 'test',
        rule: null,
        url: `${publicUrl}/alerts`,
      })
      sink.status = 404
      const failed = { delivered: false, error: '127.0.0.1 answered 404' }
      expect((await ask('POST', `/channels/${id}/test`)).body).toEqual(failed)
      expect((await ask('POST', '/channels/999999/test')).status).toBe(404)
    })

    test('answers 401 when signed out', async () => {
      for (const url of ['channels', 'rules', 'events']) {
        expect((await app.inject({ url: `/api/alerts/${url}` })).statusCode).toBe(401)
      }
    })
  })
})

test('mail goes through the server of SMTP_URL', async () => {
  const smtp = await openSmtpSink()
  const senders = alertSenders(await readConfig({ SMTP_URL: smtp.url, SMTP_FROM: 'Collector <collector@example.com>' }))
  await senders.sendMail?.({
    to: 'a@example.com, b@example.com',
    subject: 'Häh',
    text: 'Text',
    messageId: '<1@collector>',
  })
  expect(smtp.mails).toHaveLength(1)
  expect(smtp.mails[0]).toMatch(/^From: Collector <collector@example.com>$/m)
  expect(smtp.mails[0]).toMatch(/^Message-ID: <1@collector>/m)
  await smtp.close()
})
