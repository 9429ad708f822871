import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const headers = { authorization: `Bearer ${testToken}` }
const long = (length: number, end: string) => 'x'.repeat(length - 1) + end
const query = (filter: Record<string, string>) => new URLSearchParams(filter).toString()

/** Page views of the same browser; the paths, hosts and texts are those of people who do not write in ASCII. */
const pages = [
  { url: 'https://xn--mnchen-3ya.example/gr%C3%BC%C3%9Fe/a' },
  { url: 'https://WWW.Case.example/gru%cc%88%c3%9fe/b' },
  { url: `https://long.example/shop/${long(3000, 'a')}` },
  { url: `https://long.example/shop/${long(3000, 'b')}` },
]
const messages = ['Caf\u00e9 geschlossen', 'Cafe\u0301 geschlossen', 'Die Größe fehlt']

describe.each(engines)('identities, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { TRUST_PROXY: 'loopback' })
  })
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  const send = (payload: object, forwardedFor = '203.0.113.1') =>
    app.inject({ method: 'POST', url: '/collect', payload, headers: { 'x-forwarded-for': forwardedFor } })
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200)
    return answer.json()
  }
  const found = async (filter: Record<string, string>) => {
    const { items } = await get(`/api/submissions?${query(filter)}`)
    return items.length
  }
  const erase = async (filter: Record<string, string>) => {
    const answer = await app.inject({ method: 'DELETE', url: `/api/submissions?${query(filter)}`, headers })
    return answer.json().deleted
  }

  test('visitors whose long ids begin alike are distinct, and erasing one keeps the other', async () => {
    const ids = ['a', 'b', 'a\0', 'a\uFFFD'].map((end) => long(70, end))
    for (const id of ids) {
      await send({
        page: { url: 'https://ids.example/', pageViewId: id, sessionId: id, visitorId: id },
        fingerprints: { hash: long(140, id), components: { canvas: { value: 1 } } },
        errors: [{ message: 'broken' }],
      })
    }
    const { counts } = await get(`/api/overview?host=ids.example`)
    expect(counts.pageViews.current).toBe(4)
    expect(counts.errors.current).toBe(4)
    for (const id of ids) {
      expect(await found({ visitorId: id })).toBe(1)
      const fingerprint = long(140, id)
      expect(await found({ fingerprint })).toBe(1)
      expect((await get(`/api/fingerprints/${encodeURIComponent(fingerprint)}`)).count).toBe(1)
    }
    const [shown] = (await get(`/api/submissions?${query({ visitorId: ids[0] as string })}`)).items
    expect(await found({ visitorId: shown.page.visitorId })).toBe(1)
    expect(await erase({ visitorId: ids[0] as string })).toBe(1)
    expect(await found({ visitorId: ids[0] as string })).toBe(0)
    expect(await found({ host: 'ids.example' })).toBe(3)
  })

  test.each([
    ['2001:DB8:0:0:0:0:0:2', ['2001:db8::2', '2001:DB8::2', '2001:0db8::0002', '[2001:db8::2]:443']],
    ['::ffff:c000:207', ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:C000:207', '192.0.2.7:80']],
    ['fe80::1%eth0', ['fe80::1', 'fe80::1%eth1', 'FE80:0::1']],
  ])('%s is found and erased by every notation', async (address, notations) => {
    await send({ page: { url: 'https://address.example/' } }, address)
    for (const ip of notations) expect(await found({ ip }), ip).toBe(1)
    expect(await erase({ ip: notations[1] as string })).toBe(1)
  })

  test('an IPv4 address that the predecessor stored in IPv6 form is found', async () => {
    await storage.db
      .insertInto('debugData')
      .values({ ip: '::ffff:192.0.2.99', browserInfo: '{}' } as never)
      .execute()
    expect(await erase({ ip: '192.0.2.99' })).toBe(1)
  })

  test('errors are grouped regardless of ids and builds, but not of numbers that name them', async () => {
    const url = 'https://errors.example/products/'
    const stack = (message: string, file: string) =>
      `Error: ${message}\n    at openCart (${file}:1:2)\n    at ${file}:3:4`
    const thrown = (message: string, file: string) => ({ name: 'Error', message, stack: stack(message, file) })
    const errorsByGroup = [
      [{ message: 'Minified React error #418; visit it' }],
      [{ message: 'Minified React error #310; visit it' }],
      [{ message: 'status code 401' }],
      [{ message: 'status code 500' }],
      [{ message: 'Order #4711 is gone' }, { message: 'Order #98 is gone' }],
      [
        thrown('no user a@b.example', 'https://errors.example/_next/static/V1StGXR8_Z5jdHi6BmyT/page-BxKdaZQw.js'),
        thrown('no user z@y.example', 'https://cdn.example/_next/static/release/page-QWERTYUI.js'),
      ],
      [thrown('in the page', `${url}a`), thrown('in the page', `${url}b`)],
      // they differ only where nobody keeps the message any more
      [{ message: `${'word '.repeat(300)}a` }, { message: `${'word '.repeat(300)}b` }],
    ]
    for (const errors of errorsByGroup) {
      for (const [n, error] of errors.entries()) await send({ page: { url: url + 'ab'[n] }, errors: [error] })
    }
    const { items } = await get('/api/errors?host=errors.example&limit=200')
    const counts = items.map((item: { count: number }) => item.count)
    expect(counts.toSorted()).toEqual(errorsByGroup.map(({ length }) => length).toSorted())
  })

  describe.each(['before it is rolled up', 'after'])('%s', (moment) => {
    beforeAll(async () => {
      if (moment === 'after') await rollUpQueue(storage.db)
      else for (const [n, page] of pages.entries()) await send({ page, errors: [{ message: messages[n] ?? 'none' }] })
    })

    test.each([
      [{ host: 'münchen.example' }, 1],
      [{ host: 'mu\u0308nchen.example' }, 1],
      [{ host: 'XN--MNCHEN-3YA.example' }, 1],
      [{ host: 'WWW.case.example' }, 1],
      [{ path: '/grüße/a' }, 1],
      [{ path: '/gr%c3%bc%C3%9Fe/a' }, 1],
      [{ path: '/gru\u0308ße/a' }, 1],
      [{ path: '/grü*' }, 2],
      [{ path: '/gr%C3%BC*' }, 2],
      [{ path: '/shop/xxx*' }, 2],
      [{ q: 'grüße' }, 2],
      [{ q: 'GRÜßE' }, 2],
      [{ q: 'gr%C3%BC%C3%9Fe' }, 2],
      [{ q: 'r%C3%BC%C3' }, 1],
      [{ q: 'München' }, 1],
      [{ q: 'xn--mnchen-3ya' }, 1],
      [{ q: 'xn--mnch' }, 1],
      [{ q: 'Caf\u00e9' }, 2],
      [{ q: 'cafe\u0301' }, 2],
      [{ q: 'GRÖßE' }, 1],
      [{ q: 'gr_ße' }, 0],
    ] as [Record<string, string>, number][])('%j finds %i', async (filter, count) => {
      expect(await found(filter)).toBe(count)
      if (filter['q'] === undefined) {
        expect((await get(`/api/overview?${query(filter)}`)).counts.pageViews.current).toBe(count)
      }
    })

    test('a path longer than its column is found, and differs from one that begins alike', async () => {
      for (const end of ['a', 'b']) expect(await found({ path: `/shop/${long(3000, end)}` })).toBe(1)
      expect(await found({ path: `/shop/${long(3000, 'c')}` })).toBe(0)
    })

    test('paths are shown decoded, and filter by what is shown', async () => {
      const { paths, hosts } = await get('/api/overview')
      const values = (list: { value: string }[]) => list.map(({ value }) => value)
      expect(values(paths)).toEqual(expect.arrayContaining(['/grüße/a', '/grüße/b']))
      expect(values(hosts)).toEqual(expect.arrayContaining(['münchen.example', 'www.case.example']))
      for (const path of values(paths)) expect(await found({ path }), path).toBeGreaterThan(0)
      const [{ page, readableUrl }] = (await get(`/api/submissions?host=m%C3%BCnchen.example`)).items
      expect(page.url).toBe(pages[0]?.url)
      expect(readableUrl).toBe('https://münchen.example/grüße/a')
    })
  })
})
