import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Storage } from '../../src/storage/storage.ts'
import { buildTestApp, testToken } from '../support/build-test-app.ts'
import { openPostgres } from '../support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
const headers = { authorization: `Bearer ${testToken}` }

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage)
  const payload = { page: { url: 'https://a.example/1' }, errors: [{ message: 'x' }] }
  await app.inject({ method: 'POST', url: '/collect', payload })
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const queries = [
  ...['from=0001-01-01', 'to=0001-01-01', 'from=%2B992026-01-01', 'from=9999-12-31&to=9999-12-31', 'from=%00'],
  ...['from=2026-01-01&to=2026-01-01', 'from=2026-01-02&to=2026-01-01', 'from=x', 'from=2026-02-30T25:61'],
  ...['hour', 'day', 'x', ''].map((interval) => `interval=${interval}&from=0001-01-01&to=9999-12-31`),
  ...['browser', 'path', 'groupKey', 'x', '__proto__', ''].map((breakdown) => `breakdown=${breakdown}`),
  ...[
    'path=*',
    'path=%25',
    'path=%5C',
    'q=%25_%5C',
    'q=%00',
    'q=((((',
    'q=%ff',
    'host=%ff',
    'language=%00',
    'ip=%00',
    "ip='",
    'ip=%ff',
  ],
  'hasErrors=false&device=bot&browser=x&os=y&host=z&path=*&visitorId=v&ip=1&fingerprint=f&groupKey=g&q=q',
  ...['limit=1', 'limit=0', 'limit=999999', 'limit=1e9', 'cursor=MC4w', 'cursor=x', 'cursor=OTk5OTk5OTk5OTk5OTk5LjA'],
  ...['format=xml', 'format=csv', 'status=x', 'status=open', '__proto__=1', 'constructor=1', 'a[b]=c', '%00=%00'],
]

/** Hostile values for the parts of an address where a name is expected. */
const names = [
  'x',
  '%00',
  '%ff',
  "'",
  'lcp',
  '__proto__',
  'constructor',
  '0123456789abcdef',
  'a'.repeat(90),
  '%2e%2e',
].concat(['00000000-0000-4000-8000-000000000000', '00000000-0000-8000-8000-ffffffffffff'])

test('every request to a path of the OpenAPI document is answered or refused, however odd', async () => {
  const { paths } = (await app.inject({ url: '/api/openapi.json', headers })).json()
  let asked = 0
  for (const [path, methods] of Object.entries<object>(paths)) {
    // the stream does not end, and signing in is tried elsewhere
    if (!path.startsWith('/api/') || /stream|session/.test(path)) continue
    for (const method of Object.keys(methods)) {
      for (const name of path.includes('{') ? names : ['']) {
        for (const query of queries) {
          const url = `${path.replace(/\{\w+\}/, name)}?${query}`
          const payload = method === 'patch' ? { payload: { status: 'open' } } : {}
          const answer = await app.inject({ method: method.toUpperCase() as 'GET', url, headers, ...payload })
          expect([200, 204, 400, 404, 414], `${method} ${url}: ${answer.body}`).toContain(answer.statusCode)
          asked++
        }
      }
    }
  }
  expect(asked).toBeGreaterThan(1000)
}, 60_000)
