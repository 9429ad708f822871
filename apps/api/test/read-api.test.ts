import { readFile } from 'node:fs/promises'
import { relatedAnswer, submissionAnswer, submissionsAnswer } from '@collector/schema'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
const bearer = { authorization: `Bearer ${testToken}` }

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage)
  for (let n = 0; n < 3; n++) {
    await app.inject({
      method: 'POST',
      url: '/collect',
      payload: { page: { url: `https://a.example/${n}` }, browser: { n } },
    })
  }
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const get = (url: string, headers: Record<string, string> = bearer) => app.inject({ url, headers })

describe('submissions', () => {
  test('the list conforms to its schema, newest first, in pages', async () => {
    const first = (await get('/api/submissions?limit=2')).json()
    expect(Value.Errors(submissionsAnswer, first)).toEqual([])
    expect(first.items.map((item: { page: { url: string } }) => item.page.url)).toEqual([
      'https://a.example/2',
      'https://a.example/1',
    ])
    const second = (await get(`/api/submissions?limit=2&cursor=${first.nextCursor}`)).json()
    expect(second.items).toHaveLength(1)
    expect(second.nextCursor).toBeNull()
  })

  test('a submission conforms to its schema', async () => {
    const { items } = (await get('/api/submissions')).json()
    const one = (await get(`/api/submissions/${items[0].submissionId.toUpperCase()}`)).json()
    expect(Value.Errors(submissionAnswer, one)).toEqual([])
    expect(one).toMatchObject({ id: items[0].id, browser: { n: 2 }, performance: null, extra: null })
  })

  test('a submission is found by its number, unless a sender chose that id', async () => {
    const { items } = (await get('/api/submissions')).json()
    const newest = items[0]
    const byNumber = `/api/submissions/00000000-0000-8000-8000-${newest.id.toString(16).padStart(12, '0')}`
    expect((await get(byNumber)).json()).toMatchObject({ id: newest.id, submissionId: newest.submissionId })
    const chosen = byNumber.split('/').at(-1)
    await app.inject({ method: 'POST', url: '/collect', payload: { submissionId: chosen, browser: { chosen } } })
    expect((await get(byNumber)).json()).toMatchObject({ submissionId: chosen, browser: { chosen } })
    expect((await app.inject({ method: 'DELETE', url: byNumber, headers: bearer })).statusCode).toBe(204)
    expect((await get(byNumber)).json()).toMatchObject({ id: newest.id })
  })

  test('related submissions, visitors and error groups are linked', async () => {
    const post = async (sequence: number, errors: object[]) => {
      const page = { url: 'https://b.example/', pageViewId: 'of-related', sequence, visitorId: 'v1' }
      const payload = { page, fingerprints: { hash: 'f1' }, errors }
      const answer = await app.inject({ method: 'POST', url: '/collect', payload })
      return answer.headers['x-submission-id'] as string
    }
    const second = await post(2, [{ message: 'b 17' }, { message: 'a' }, { message: 'b 18' }])
    const first = await post(1, [])
    const related = (await get(`/api/submissions/${second}/related`)).json()
    expect(Value.Errors(relatedAnswer, related)).toEqual([])
    expect(related).toMatchObject({
      pageView: [
        { submissionId: first, sequence: 1 },
        { submissionId: second, sequence: 2 },
      ],
      visitorId: 'v1',
      fingerprint: 'f1',
      errorGroups: [{ message: expect.stringMatching(/^b 1\d$/) }, { message: 'a' }],
    })
    const [{ groupKey }] = related.errorGroups
    expect((await get(`/api/submissions?groupKey=${groupKey}`)).json().items).toMatchObject([{ submissionId: second }])
    expect((await get('/api/submissions/00000000-0000-4000-8000-000000000000/related')).statusCode).toBe(404)
    for (const id of [first, second]) {
      await app.inject({ method: 'DELETE', url: `/api/submissions/${id}`, headers: bearer })
    }
  })

  test('the count equals the number of submissions that match', async () => {
    expect((await get('/api/submissions/count')).json()).toEqual({ count: 3, isEstimate: false })
    expect((await get('/api/submissions/count?q=EXAMPLE/2')).json()).toEqual({ count: 1, isEstimate: false })
    expect((await get('/api/submissions/count?path=/1&hasErrors=true')).json()).toEqual({ count: 0, isEstimate: false })
    expect((await get('/api/submissions/count?limit=1')).statusCode).toBe(400)
  })

  test.each([
    ['/api/submissions?limit=0', 400, 'limit must be'],
    ['/api/submissions?limit=201', 400, 'limit must be'],
    ['/api/submissions?limit=1.5', 400, 'limit must be'],
    ['/api/submissions?limit=', 400, 'limit must be'],
    ['/api/submissions?cursor=zzz', 400, 'cursor'],
    ['/api/submissions?colour=red', 400, 'colour'],
    ['/api/submissions/1', 400, 'submissionId must be a UUID'],
    ['/api/submissions/00000000-0000-4000-8000-000000000000', 404, 'no such submission'],
    ['/api/submissions/00000000-0000-8000-8000-ffffffffffff', 404, 'no such submission'],
    ['/api/nothing', 404, 'there is no'],
  ])('%s', async (url, statusCode, message) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(statusCode)
    expect(answer.json()).toEqual({ statusCode, error: expect.any(String), message: expect.stringContaining(message) })
  })
})

describe('access', () => {
  const cookieOf = (answer: { cookies: { name: string; value: string }[] }) =>
    answer.cookies.map(({ name, value }) => `${name}=${value}`).join()

  test('every path under /api but signing in answers 401 without a token', async () => {
    const { paths } = (await get('/api/openapi.json')).json()
    const guarded = Object.entries<Record<string, { security?: unknown[] }>>(paths)
      .filter(([path]) => path.startsWith('/api/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { security }]) => ({ path, method, security })),
      )
      .filter(({ security }) => security?.length !== 0)
    expect(guarded.length).toBeGreaterThanOrEqual(3)
    for (const { path, method } of guarded) {
      const url = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')
      expect((await app.inject({ method: method.toUpperCase() as 'GET', url })).statusCode, `${method} ${path}`).toBe(
        401,
      )
    }
    expect((await get('/api/openapi.json', {})).statusCode).toBe(401)
  })

  test('docs/api.md names each route', async () => {
    const { paths } = (await get('/api/openapi.json')).json()
    const lines = (await readFile(new URL('../../../docs/api.md', import.meta.url), 'utf8')).split('\n')
    const routes = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
    )
    expect(routes.length).toBeGreaterThan(50)
    expect(
      routes.filter(({ path, method }) => !lines.some((line) => line.includes(`${path}\``) && line.includes(method))),
    ).toEqual([])
  })

  test('the sign-in link of the start log signs in, and redirects to own paths only', async () => {
    const answer = await get(`/sign-in?token=${testToken}`, {})
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/overview')
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Strict/)
    expect((await get('/api/submissions', { cookie: cookieOf(answer) })).statusCode).toBe(200)
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const other = await get(`/sign-in?token=${testToken}&next=${encodeURIComponent(next)}`, {})
      expect(other.headers.location).toBe('/overview')
    }
  })

  test('a session can be opened, read and closed; a forged or expired one is refused', async () => {
    const opened = await app.inject({ method: 'POST', url: '/api/session', payload: { token: testToken } })
    expect(opened.statusCode).toBe(204)
    const cookie = cookieOf(opened)
    expect((await get('/api/session', { cookie })).json()).toEqual({ isSignedIn: true })
    expect((await get('/api/session', { cookie: cookie.replace(/=\d/, '=9') })).json()).toEqual({ isSignedIn: false })
    expect((await get('/api/session', {})).json()).toEqual({ isSignedIn: false })
    const closed = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect(closed.cookies[0]).toMatchObject({ value: '', path: '/' })
  })

  test('wrong tokens are limited, right ones are not', async () => {
    const other = await buildTestApp(storage)
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) {
      const answer = await other.inject({ url: '/api/submissions', headers: { authorization: 'Bearer wrong' } })
      statuses.push(answer.statusCode)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.at(-1)).toBe(429)
    expect((await other.inject({ url: '/api/submissions', headers: bearer })).statusCode).toBe(200)
    await other.close()
  })

  test('the read API has no CORS headers', async () => {
    const answer = await get('/api/submissions', { ...bearer, origin: 'https://evil.example' })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the dashboard', () => {
  test.each([
    '/',
    '/submissions',
    '/submissions/x',
    '/compare',
    '/vitals',
    '/errors',
    '/errors/x',
    '/setup',
    '/sign-in',
  ])('%s serves the shell under a strict policy', async (url) => {
    const answer = await get(url, {})
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('shell')
    expect(answer.headers['content-security-policy']).not.toContain('unsafe')
  })

  test('assets are cached forever', async () => {
    expect((await get('/assets/app-1.js', {})).headers['cache-control']).toContain('immutable')
    expect((await get('/assets/../index.html', {})).statusCode).toBe(404)
  })

  test('an unknown path answers browsers with a page, and others with JSON', async () => {
    const person = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    for (const url of ['/nope', '/docs/nope', '/assets/nope.js', '/submissions/1/2']) {
      const answer = await get(url, person)
      expect([answer.statusCode, answer.body], url).toEqual([404, expect.stringContaining('shell')])
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
      expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
      expect((await get(url, { accept: '*/*' })).json()).toMatchObject({ statusCode: 404 })
    }
    // something is there, only nothing to look at
    for (const url of ['/api/nope', '/collect'])
      expect((await get(url, person)).json()).toMatchObject({ statusCode: 404 })
  })

  test('/favicon.ico redirects to the icon', async () => {
    const answer = await get('/favicon.ico', {})
    expect([answer.statusCode, answer.headers.location]).toEqual([301, '/favicon.svg'])
  })
})

describe('the documentation', () => {
  const shown = async (headers: Record<string, string>) => (await get('/docs/api', headers)).body

  test('the documentation contains the address of its server', async () => {
    expect(await shown({ host: 'here.example:8080' })).toBe(
      'http://here.example:8080/a http://here.example:8080/b https://collector.example:5000/c',
    )
    expect(await shown({ host: '[::1]:5000' })).toContain('http://[::1]:5000/a')
  })

  test('the documentation ignores a malformed Host header', async () => {
    expect(await shown({ host: '"><script>' })).toContain('http://localhost:5000/a')
  })
})
