import { randomUUID } from 'node:crypto'
import { type FingerprintsAnswer, fingerprintsAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { bearer, get, startApps } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'
import { storeReceived } from './support/store-received.ts'

/** Number of browsers, each of which loads three pages; the later ones have no visitor id. */
const browsers = 1000
const withVisitorId = 600

interface Sent {
  ip: string
  body: object
}

/** The value of each component in the browser with a number. */
const valuesOf = (n: number) => ({
  constant: 'same',
  coin: n % 2 === 0,
  eight: { size: n % 8 },
  skewed: n % 100 === 0 ? 'rare' : 'usual',
  own: `value ${n}`,
  ...(n < 100 && { seldom: n % 4 }),
})

function pageViewsOf(n: number): Sent[] {
  const components = Object.fromEntries(Object.entries(valuesOf(n)).map(([name, value]) => [name, { value }]))
  // pairs of browsers share a fingerprint, those from 900 on have one of their own
  const hash = n < 900 ? `pair-${Math.floor(n / 2)}` : `single-${n}`
  const visitorId = n < withVisitorId ? `visitor-${n}` : undefined
  const browser = {
    userAgent: n < 200 ? 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' : 'x',
  }
  return [0, 1, 2].map((load) => ({
    // an address of the same network counts as the same browser
    ip: `198.51.${n % 250}.${1 + load + 10 * (n % 2)}`,
    body: { page: { url: 'https://a.example/', visitorId }, browser, fingerprints: { hash, components } },
  }))
}

function store(storage: Storage, sent: Sent[]): Promise<void> {
  return storeReceived(
    storage,
    sent.map(({ ip, body }) => ({ bytes: Buffer.from(JSON.stringify(body)), ip, userAgent: undefined })),
  )
}

const entropy = (counts: number[]) => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((bits, count) => bits - (count / total) * Math.log2(count / total), 0)
}

describe.each(engines)('fingerprints of known browsers, on $name', (engine) => {
  const apps = startApps(engine)
  let crowd: FingerprintsAnswer
  beforeAll(async () => {
    const all = Array.from({ length: browsers }, (_, n) => pageViewsOf(n)).flat()
    await store(apps.storage, all)
    crowd = await get(apps.app, '/api/fingerprints')
  }, 120_000)
  const component = (name: string) => crowd.components.find((each) => each.name === name)

  test('each browser counts once, however often it reloads', () => {
    expect(Value.Check(fingerprintsAnswer, crowd)).toBe(true)
    expect(crowd).toMatchObject({ total: browsers, pageViews: 3 * browsers, isEstimate: false })
  })

  test('entropies, distinct and frequent values are those of the browsers', () => {
    const counted = (name: keyof ReturnType<typeof valuesOf>) => {
      const values = Array.from({ length: browsers }, (_, n) => valuesOf(n)[name]).filter(
        (value) => value !== undefined,
      )
      return [...Map.groupBy(values, (value) => JSON.stringify(value)).values()].map((same) => same.length)
    }
    for (const name of ['constant', 'coin', 'eight', 'skewed', 'own', 'seldom'] as const) {
      const counts = counted(name)
      const total = counts.reduce((sum, count) => sum + count, 0)
      expect(component(name), name).toMatchObject({
        total,
        distinct: counts.length,
        entropyBits: expect.closeTo(entropy(counts), 3),
        normalizedEntropy: expect.closeTo(entropy(counts) / Math.log2(total), 3),
        uniqueShare: expect.closeTo(counts.filter((count) => count === 1).length / total, 3),
      })
    }
    expect(crowd.components.map(({ name }) => name).slice(0, 3)).toEqual(['own', 'eight', 'seldom'])
    expect(component('skewed')?.top).toEqual([
      { value: 'usual', count: 990 },
      { value: 'rare', count: 10 },
    ])
    expect(component('eight')?.top).toHaveLength(5)
    expect(component('eight')?.top.map(({ value }) => value)).toContainEqual({ size: expect.any(Number) })
  })

  test('anonymity sets say how many browsers share a fingerprint', () => {
    expect(crowd.anonymitySets).toEqual([
      { size: 1, fingerprints: 100, pageViews: 300 },
      { size: 2, fingerprints: 450, pageViews: 2700 },
    ])
    expect(crowd.standOut[0]?.uniqueComponents).toEqual(['own'])
  })

  test('filters narrow the browsers', async () => {
    const firefox: FingerprintsAnswer = await get(apps.app, '/api/fingerprints?browser=Firefox')
    expect(firefox).toMatchObject({ total: 200, pageViews: 600 })
    expect(firefox.components.find(({ name }) => name === 'eight')?.entropyBits).toBe(3)
    expect(await get(apps.app, '/api/fingerprints?from=2090-01-01')).toMatchObject({ total: 0, components: [] })
  })

  test('one fingerprint is compared with all browsers', async () => {
    const pair = await get(apps.app, '/api/fingerprints/pair-7')
    expect(pair).toMatchObject({ count: 2, total: browsers, bits: 8.97 })
    expect(pair.components[0]).toEqual({ name: 'own', count: 1, total: browsers, bits: 9.97 })
    expect(pair.components.at(-1)).toEqual({ name: 'constant', count: browsers, total: browsers, bits: 0 })
  })
})

describe.each(engines)('the rarity of the own browser, on $name', (engine) => {
  const apps = startApps(engine)
  const sentBy = (ip: string, page: object, hash: string, components: Record<string, unknown>) => ({
    ip,
    body: {
      page,
      fingerprints: {
        hash,
        components: Object.fromEntries(Object.entries(components).map(([name, value]) => [name, { value }])),
      },
    },
  })
  // eight browsers: one fingerprint of four, one of two, two of one
  const crowd = [
    ...[1, 2, 3, 4].map((n) => sentBy(`198.51.${n}.1`, {}, 'usual', { half: 1, all: true })),
    ...[5, 6].map((n) => sentBy(`198.51.${n}.1`, {}, 'pair', { half: 2, all: true })),
    sentBy('198.51.7.1', { visitorId: 'v-7' }, 'own', { half: 2, all: true, seldom: 'x' }),
    sentBy('198.51.8.1', {}, 'other', { half: 2, all: true }),
  ]
  const rarityOf = async (app: typeof apps.app, submissionId: string) => {
    const { statusCode, ...answer } = await app.inject({ url: `/public/rarity?submissionId=${submissionId}` })
    return { statusCode, body: answer.json() }
  }
  let app: typeof apps.app
  let storage: Storage
  const stored = new Map<string, string>()
  const submit = async (name: string, sent: Sent) => {
    const submissionId = randomUUID()
    stored.set(name, submissionId)
    await store(storage, [{ ...sent, body: { ...sent.body, submissionId } }])
  }
  const ask = (name: string) => rarityOf(app, stored.get(name) as string)
  beforeAll(async () => {
    storage = apps.storage
    app = await buildTestApp(storage, { PUBLIC_RARITY: 'true' })
    await store(storage, crowd.slice(1))
    await submit('usual', crowd[0] as Sent)
    await submit('no fingerprint', { ip: '198.51.1.1', body: { page: {} } })
  })
  afterAll(() => app?.close())

  test('it is answered without a token, from the submission and the crowd of the last minute', async () => {
    expect(await ask('usual')).toEqual({
      statusCode: 200,
      body: {
        count: 4,
        total: 8,
        bits: 1,
        components: [
          { name: 'half', count: 4, total: 8, bits: 1 },
          { name: 'all', count: 8, total: 8, bits: 0 },
        ],
      },
    })
    // stored since the crowd was read: only the asking browser is added to it
    await submit('newcomer', sentBy('198.51.9.1', {}, 'pair', { half: 2, all: true }))
    expect((await ask('newcomer')).body).toMatchObject({ count: 3, total: 9, components: [{ count: 5, total: 9 }, {}] })
    expect((await ask('usual')).body).toMatchObject({ count: 4, total: 8 })
    // a browser whose values changed since counts once, with the new ones
    await submit('changed', sentBy('198.51.7.1', { visitorId: 'v-7' }, 'usual', { half: 1, all: true }))
    expect((await ask('changed')).body).toMatchObject({ count: 5, total: 8, components: [{ count: 5, total: 8 }, {}] })
  })

  test('nobody learns it of a submission that is older than an hour, unknown or without a fingerprint', async () => {
    await submit('old', sentBy('198.51.1.1', {}, 'usual', { half: 1 }))
    expect((await ask('old')).statusCode).toBe(200)
    await sql`update submissions set received_at = now() - interval '61 minutes' where submission_id = ${stored.get('old')}`.execute(
      storage.db,
    )
    expect((await ask('old')).statusCode).toBe(404)
    expect((await ask('no fingerprint')).statusCode).toBe(404)
    expect((await rarityOf(app, randomUUID())).statusCode).toBe(404)
    expect((await rarityOf(app, 'x')).statusCode).toBe(400)
  })

  test('it is off by default, and limited in rate', async () => {
    expect(await rarityOf(apps.app, stored.get('usual') as string)).toMatchObject({ statusCode: 404 })
    const limited = await buildTestApp(storage, { PUBLIC_RARITY: 'true', RATE_LIMIT_PER_MINUTE: '1' })
    const answers = [await rarityOf(limited, randomUUID()), await rarityOf(limited, randomUUID())]
    await limited.close()
    const shells = await Promise.all([apps.app, app].map((each) => each.inject('/')))
    expect(shells.map(({ body }) => body.includes('public-rarity'))).toEqual([false, true])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 429])
  })
})

const versions = (major: number) =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`

describe.each(engines)('fingerprints of one browser over time, on $name', (engine) => {
  const apps = startApps(engine)
  const visit = (visitorId: string, major: number, components: Record<string, unknown>) => ({
    ip: '203.0.113.9',
    body: {
      page: { url: 'https://a.example/', visitorId },
      browser: { userAgent: versions(major) },
      fingerprints: {
        hash: `hash of ${JSON.stringify(components)}`,
        components: Object.fromEntries(Object.entries(components).map(([name, value]) => [name, { value }])),
      },
    },
  })
  const visits = [
    visit('v-1', 150, { canvas: 'a', screen: [1920, 1080], timezone: 'Europe/Berlin', math: 1 }),
    visit('v-1', 150, { canvas: 'a', screen: [1920, 1080], timezone: 'Europe/Berlin', math: 1 }),
    visit('v-1', 150, { canvas: 'a', screen: [2560, 1440], timezone: 'Europe/Rome', math: 1 }),
    visit('v-1', 151, { canvas: 'b', screen: [2560, 1440], timezone: 'Europe/Rome' }),
    visit('v-1', 151, { canvas: 'c', screen: [2560, 1440], timezone: 'Europe/Rome' }),
    visit('v-2', 151, { canvas: 'c', screen: [800, 600] }),
    visit('v-2', 151, { canvas: 'c', screen: [800, 600] }),
    visit('v-3', 151, { canvas: 'd' }),
  ]
  beforeAll(async () => {
    for (const each of visits) await store(apps.storage, [each])
  })

  test('a timeline says what changed, and probably why', async () => {
    const { items } = await get(apps.app, '/api/fingerprints/timeline?visitorId=v-1')
    expect(items.map(({ count }: { count: number }) => count)).toEqual([2, 1, 1, 1])
    expect(items.map(({ changes }: { changes: object[] }) => changes)).toEqual([
      [],
      [
        { component: 'screen', before: [1920, 1080], after: [2560, 1440], reason: 'screen' },
        { component: 'timezone', before: 'Europe/Berlin', after: 'Europe/Rome', reason: 'settings' },
      ],
      [
        { component: 'canvas', before: 'a', after: 'b', reason: 'browserUpdate' },
        { component: 'math', before: 1, after: null, reason: 'browserUpdate' },
      ],
      [{ component: 'canvas', before: 'b', after: 'c', reason: 'graphics' }],
    ])
    const byHash = await get(apps.app, `/api/fingerprints/timeline?${new URLSearchParams({ hash: items[0].hash })}`)
    expect(byHash.items).toMatchObject([{ count: 2, from: items[0].from, to: items[0].to, changes: [] }])
  })

  test('stability counts how often a component changes between page views of one browser', async () => {
    expect(await get(apps.app, '/api/fingerprints/stability')).toEqual({
      browsers: 2,
      components: [
        { name: 'canvas', pairs: 5, changed: 2 },
        { name: 'timezone', pairs: 4, changed: 1 },
        { name: 'screen', pairs: 5, changed: 1 },
        { name: 'math', pairs: 2, changed: 0 },
      ],
    })
  })

  test.each([
    ['/api/fingerprints/timeline', 400],
    ['/api/fingerprints/timeline?visitorId=v&hash=h', 400],
    ['/api/fingerprints/timeline?visitorId=nobody', 200],
    ['/api/fingerprints?from=yesterday', 400],
  ])('%s is answered with %i', async (url, status) => {
    const { statusCode } = await apps.app.inject({ url, headers: bearer })
    expect(statusCode).toBe(status)
  })
})
