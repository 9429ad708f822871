import { randomUUID } from 'node:crypto'
import { type SubmissionItem, submissionItem } from '@collector/schema'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteExpired } from '../src/jobs/delete-expired.ts'
import { reExtract } from '../src/jobs/re-extract.ts'
import { rollUpQueue } from '../src/jobs/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines, opened } from './support/databases.ts'

type App = Awaited<ReturnType<typeof buildTestApp>>

const bearer = { authorization: `Bearer ${testToken}` }
const settings = { RATE_LIMIT_PER_MINUTE: '0' }

async function post(app: App, body: object): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/collect', payload: body })
  expect(answer.statusCode).toBe(200)
  return answer.headers['x-submission-id'] as string
}

async function get(app: App, url: string) {
  const answer = await app.inject({ url, headers: bearer })
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json()
}

/** Reads server-sent events until there are so many. */
async function readEvents(origin: string, query: string, count: number, lastEventId?: string, opened?: () => void) {
  const aborter = new AbortController()
  const answer = await fetch(`${origin}/api/submissions/stream?${query}`, {
    headers: { ...bearer, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: AbortSignal.any([aborter.signal, AbortSignal.timeout(20_000)]),
  })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const events: { id: string; item: SubmissionItem }[] = []
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (text.includes('retry:')) opened?.()
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, id, data] = /^id: (.*)\nevent: submission\ndata: (.*)$/.exec(part) ?? []
      if (id && data) events.push({ id, item: JSON.parse(data) })
    }
    if (events.length >= count) break
  }
  aborter.abort()
  return events
}

describe.each(engines)('$name', (engine) => {
  let storage: Storage
  let app: App
  let other: { storage: Storage; app: App } | undefined

  beforeAll(async () => {
    const made = await engine.open()
    storage = made.storage
    app = await buildTestApp(storage, settings)
    await app.listen({ port: 0, host: '127.0.0.1' })
    if (made.settings.dbUrl) {
      const second = (await opened(made.settings)).storage
      other = { storage: second, app: await buildTestApp(second, settings) }
      await other.app.listen({ port: 0, host: '127.0.0.1' })
    }
  })
  afterAll(async () => {
    await other?.app.close()
    await other?.storage.close()
    await app?.close()
    await storage?.close()
  })

  const originOf = (one: App) => `http://127.0.0.1:${(one.server.address() as { port: number }).port}`

  test('paging finds every row once while 200 arrive', async () => {
    const before = await Promise.all(
      Array.from({ length: 150 }, () => post(app, { page: { url: 'https://paging.example/' } })),
    )
    const arriving = Promise.all(
      Array.from({ length: 200 }, () => post(app, { page: { url: 'https://paging.example/' } })),
    )
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = (await get(
        app,
        `/api/submissions?limit=10&host=paging.example${cursor ? `&cursor=${cursor}` : ''}`,
      )) as { items: SubmissionItem[]; nextCursor: string | null }
      seen.push(...page.items.map((item) => item.submissionId))
      cursor = page.nextCursor
    } while (cursor)
    await arriving
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
  })

  test('the stream delivers in order, from every process, and goes on where it was left', async () => {
    const second = other?.app ?? app
    let opened = () => {}
    const isOpen = new Promise<void>((resolve) => {
      opened = resolve
    })
    const reading = readEvents(originOf(second), 'host=stream.example', 50, undefined, opened)
    await isOpen
    // the place to begin at is settled just after the headers
    await new Promise((resolve) => setTimeout(resolve, 300))
    const begun = Date.now()
    const posted = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        post(n % 2 ? app : second, { page: { url: `https://stream.example/${n}` }, errors: [{ message: 'x' }] }),
      ),
    )
    await post(app, { page: { url: 'https://other.example/' } })
    const events = await reading
    expect(Date.now() - begun).toBeLessThan(10_000)
    for (const { item } of events) expect(Value.Errors(submissionItem, item)).toEqual([])
    const times = events.map(({ item }) => item.receivedAt as string)
    expect(times).toEqual(times.toSorted())

    const twentieth = events[19]
    const rest = await readEvents(originOf(app), 'host=stream.example', 40, twentieth?.id)
    expect(rest.slice(0, 30).map(({ item }) => item.id)).toEqual(events.slice(20, 50).map(({ item }) => item.id))
    const all = [...events.slice(0, 20), ...rest].map(({ item }) => item.submissionId)
    expect(all.toSorted()).toEqual(posted.toSorted())

    const refused = await app.inject({
      url: '/api/submissions/stream',
      headers: { ...bearer, 'last-event-id': 'x' },
    })
    expect(refused.json()).toMatchObject({ statusCode: 400, message: expect.stringContaining('Last-Event-ID') })
  })

  test('of the submissions of one page view that come at once, to several processes, the highest sequence counts', async () => {
    const views = Array.from({ length: 5 }, () => randomUUID())
    const bodies = Array.from({ length: 60 }, (_, n) => ({
      page: { url: 'https://race.example/', pageViewId: views[n % 5], sequence: 1 + ((n * 7) % 60) },
      performance: { vitals: { lcp: { value: 10 + ((n * 7) % 60) } } },
      errors: [{ message: 'race', count: 1 + ((n * 7) % 60) }],
    }))
    await Promise.all([
      ...bodies.map((body, n) => post(n % 2 ? app : (other?.app ?? app), body)),
      rollUpQueue(storage.db),
    ])
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

  test('an export has a line for every row, and the line is the row', async () => {
    const texts = Array.from({ length: 230 }, (_, n) => ({
      page: { url: `https://export.example/${n}`, title: n % 2 ? '=cmd("a,b")' : 'line\nbreak' },
      browser: { n, text: 'a\r\nb \u2028 "é"' },
    }))
    for (const text of texts) await post(app, text)
    const ndjson = await app.inject({ url: '/api/export?host=export.example', headers: bearer })
    expect(ndjson.headers['content-type']).toContain('ndjson')
    const lines = ndjson.body.trimEnd().split('\n')
    expect(lines).toHaveLength(230)
    for (const line of [lines[0], lines[117], lines[229]]) {
      const row = JSON.parse(line as string)
      expect(row).toEqual(await get(app, `/api/submissions/${row.submissionId}`))
    }
    expect(lines.map((line) => JSON.parse(line).browser.n)).toEqual(texts.map((_, n) => 229 - n))

    const csv = await app.inject({ url: '/api/export?format=csv&host=export.example', headers: bearer })
    const rows = csv.body.trimEnd().split('\r\n')
    expect(rows).toHaveLength(231)
    expect(rows[0]).toMatch(/^id,submissionId,receivedAt/)
    expect(rows[1]).toContain(`"'=cmd(""a,b"")"`)
    expect((await app.inject({ url: '/api/export?q=%00', headers: bearer })).statusCode).toBe(400)
  })

  test.each(['before rolling up', 'after'])('deleting by visitor leaves no trace, %s', async (moment) => {
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
    const views = [randomUUID(), randomUUID()]
    const ids = [
      await post(app, mine(1, views[0] as string)),
      await post(app, mine(2, views[0] as string)),
      await post(app, mine(1, views[1] as string)),
    ]
    if (moment === 'after') await rollUpQueue(storage.db)
    expect((await get(app, `/api/fingerprints/${fingerprint}`)).count).toBe(2)
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
    if (moment === 'after') await rollUpQueue(storage.db)

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
    expect(dump.rows[0]?.text).not.toContain(visitorId)
    const none = await app.inject({ method: 'DELETE', url: '/api/submissions', headers: bearer })
    expect(none.statusCode).toBe(400)
    expect(
      (await app.inject({ method: 'DELETE', url: `/api/submissions/${ids[0]}`, headers: bearer })).statusCode,
    ).toBe(404)
  })

  test('one hostile row breaks no answer', async () => {
    const text = '<script>alert(1)</script>\u0000\ud800😀'
    const id = await post(app, {
      page: { url: `https://hostile.example/${text}`, title: text, visitorId: text, pageViewId: text, referrer: text },
      browser: { userAgent: '😀'.repeat(500) + text },
      fingerprints: { hash: text, components: { [text]: { value: text, durationMs: 1 }, __: { value: text } } },
      errors: [
        { message: text, name: text, source: text, stack: 'at x (y)\n'.repeat(60_000), type: text },
        text,
        { message: { text }, count: 1e12 },
      ],
      [text]: text,
    })
    for (const moment of ['before', 'after']) {
      if (moment === 'after') await rollUpQueue(storage.db)
      for (const url of [
        '/api/overview',
        '/api/submissions?host=hostile.example',
        '/api/submissions?q=alert(1)',
        '/api/metrics/lcp?breakdown=path',
        '/api/metrics/cls?host=hostile.example&breakdown=browser',
        `/api/submissions/${id}`,
        `/api/fingerprints/${encodeURIComponent(text.replace('\u0000', '\uFFFD').toWellFormed())}`,
      ]) {
        await get(app, url)
      }
      const { items } = await get(app, '/api/errors?host=hostile.example')
      expect(items).toHaveLength(2)
      expect(items[0].message).toBe(text.replace('\u0000', '\uFFFD').toWellFormed())
      expect((await get(app, `/api/errors/${items[0].groupKey}`)).occurrences.length).toBeGreaterThan(0)
    }
    const exported = await app.inject({ url: '/api/export?host=hostile.example', headers: bearer })
    expect(JSON.parse(exported.body).page.title).toBe(text)
  })

  test('a resolved group that comes back is regressed', async () => {
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

  test('errors of one group in one submission are each shown, and are one page view', async () => {
    const errors = [{ message: 'item 1 is gone' }, { message: 'item 2 is gone' }]
    await post(app, { page: { url: 'https://several.example/' }, errors })
    const [{ groupKey }] = (await get(app, '/api/errors?host=several.example')).items
    const answer = await get(app, `/api/errors/${groupKey}?host=several.example`)
    expect(answer.occurrences.map(({ error }: { error: object }) => error)).toEqual(errors)
    expect(answer.breakdowns.host).toEqual([{ value: 'several.example', count: 2, pageViews: 1 }])
  })

  test('extracting again gives the same answers, and the old rows get facts', async () => {
    await sql`insert into debug_data (ip, browser_info, errors, timestamp) values
      ('10.0.0.1', '{"userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"}',
        '[{"message":"of old"}]', '2024-05-01'),
      ('10.0.0.2', '{''userAgent'': ''x''}', '[]', '2024-05-01')`.execute(storage.db)
    const answers = async () => ({
      lcp: await get(app, '/api/metrics/lcp?breakdown=host&from=2025-01-01'),
      errors: (await get(app, '/api/errors?from=2025-01-01')).items,
      counts: (await get(app, '/api/overview')).counts,
    })
    const before = await answers()
    let reports = 0
    // stopped after the first batch, then gone on with
    expect(
      await reExtract(
        storage.db,
        () => reports++,
        () => reports > 1,
      ),
    ).toBe(false)
    const seen: number[] = []
    let skipped = 0
    const isDone = await reExtract(storage.db, (progress) => {
      seen.push(progress.done)
      skipped = progress.skipped
    })
    expect(isDone).toBe(true)
    expect(seen[0]).toBeGreaterThan(0)
    expect(skipped).toBe(1)
    expect(await answers()).toEqual(before)
    await rollUpQueue(storage.db)
    expect(await answers()).toEqual(before)
    const old = await get(app, '/api/submissions?to=2025-01-01')
    expect(old.items).toHaveLength(1)
    expect(old.items[0]).toMatchObject({ browser: { name: 'Firefox' }, errorCount: 1, ip: '10.0.0.1' })
  })

  test('what is too old is deleted, and the rest stays', async () => {
    const recent = (await get(app, '/api/overview')).counts
    expect(await deleteExpired(storage.db, 30)).toBe(2)
    expect((await get(app, '/api/overview')).counts).toEqual(recent)
    expect((await get(app, '/api/errors?to=2025-01-01')).items).toEqual([])
    const { rows } = await sql`select from rollups where bucket_start < '2025-01-01'`.execute(storage.db)
    expect(rows).toHaveLength(0)
    const tomorrow = new Date(Date.now() + 2 * 86_400_000)
    await deleteExpired(storage.db, 1, undefined, tomorrow)
    for (const table of [
      'facts',
      'errors',
      'page_views',
      'submissions',
      'debug_data',
      'rollup_queue',
      'texts',
    ] as const) {
      const { rows } = await sql`select from ${sql.table(table)}`.execute(storage.db)
      expect(rows, table).toHaveLength(0)
    }
    const left =
      await sql`select from rollups where page_views <> 0 or errors <> 0 or lcp <> 0 or ttfb_histogram <> ''`.execute(
        storage.db,
      )
    expect(left.rows).toHaveLength(0)
    expect((await sql`select from fingerprint_counts where page_views <> 0`.execute(storage.db)).rows).toHaveLength(0)
  })
})
