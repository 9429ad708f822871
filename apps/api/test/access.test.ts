import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
let cookie: string

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage)
  const signedIn = await app.inject({ method: 'POST', url: '/api/session', payload: { token: testToken } })
  cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join()
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const asked = { url: '/api/submissions', remoteAddress: '192.0.2.1' } satisfies InjectOptions
const wrong = { authorization: 'Bearer wrong' }
const right = { authorization: `Bearer ${testToken}` }

describe('the guard', () => {
  test('limits wrong tokens per address, and closes an address after very many', async () => {
    const other = await buildTestApp(storage)
    const status = async (headers: Record<string, string>, remoteAddress: string) =>
      (await other.inject({ ...asked, headers, remoteAddress })).statusCode
    for (let n = 0; n < 10; n++) expect(await status(wrong, '198.51.100.1')).toBe(401)
    expect(await status(wrong, '198.51.100.1')).toBe(429)
    expect(await status(right, '198.51.100.1')).toBe(200)
    for (let n = 0; n < 90; n++) await status(wrong, '198.51.100.1')
    const closed = await other.inject({ ...asked, headers: right, remoteAddress: '198.51.100.1' })
    expect(closed.statusCode).toBe(429)
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0)
    // who is signed in already stays so, and other addresses notice nothing
    expect(await status({ cookie }, '198.51.100.1')).toBe(200)
    expect(await status(right, '198.51.100.2')).toBe(200)
    expect(await status(wrong, '198.51.100.2')).toBe(401)
    await other.close()
  })

  test('counts a /64 network of IPv6 as one address', async () => {
    const other = await buildTestApp(storage)
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) {
      const remoteAddress = `2001:db8:1:1:${n}::${n}`
      statuses.push((await other.inject({ ...asked, headers: wrong, remoteAddress })).statusCode)
    }
    expect(statuses.at(-1)).toBe(429)
    expect((await other.inject({ ...asked, headers: wrong, remoteAddress: '2001:db8:1:2::1' })).statusCode).toBe(401)
    await other.close()
  })

  test('a sign-in link with a wrong token redirects to the sign-in page, which says so', async () => {
    const answer = await app.inject({ url: '/sign-in?token=wrong', remoteAddress: '192.0.2.7' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/sign-in?failed=1')
    expect(answer.headers).not.toHaveProperty('set-cookie')
    const next = await app.inject({ url: '/sign-in?token=wrong&next=/submissions/1', remoteAddress: '192.0.2.7' })
    expect(next.headers.location).toBe('/sign-in?failed=1&next=%2Fsubmissions%2F1')
    const elsewhere = await app.inject({ url: '/sign-in?token=wrong&next=//evil.example', remoteAddress: '192.0.2.7' })
    expect(elsewhere.headers.location).toBe('/sign-in?failed=1&next=%2Foverview')
  })
})

describe('the session cookie', () => {
  const setCookie = async (env: Record<string, string>, headers: Record<string, string>) => {
    const other = await buildTestApp(storage, env)
    const answer = await other.inject({ method: 'POST', url: '/api/session', payload: { token: testToken }, headers })
    await other.close()
    return String(answer.headers['set-cookie'])
  }

  test('the session cookie is hidden from scripts and other sites, and secure behind HTTPS', async () => {
    expect(await setCookie({}, {})).toMatch(
      /^collector_session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const https = { 'x-forwarded-proto': 'https' }
    expect(await setCookie({ TRUST_PROXY: '127.0.0.1' }, https)).toContain('; Secure')
    expect(await setCookie({}, https)).not.toContain('; Secure')
  })

  test('signing out deletes the session cookie', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/^collector_session=; .*Expires=Thu, 01 Jan 1970/)
  })

  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'https://localhost:80' }, 403],
    [{ origin: 'http://localhost:80' }, 200],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 200],
  ])('with %j: %d', async (headers, statusCode) => {
    const answer = await app.inject({ ...asked, headers: { cookie, host: 'localhost', ...headers } as never })
    expect(answer.statusCode).toBe(statusCode)
  })
})

describe('a proxy that signs people in', () => {
  const env = { TRUST_PROXY: '10.0.0.0/8', TRUSTED_USER_HEADER: 'Remote-User' }
  const user = { 'remote-user': 'ada' }

  test.each([
    ['10.1.2.3', user, 200],
    ['10.1.2.3', { 'remote-user': ' ' }, 401],
    ['10.1.2.3', {}, 401],
    ['192.0.2.1', user, 401],
    // the header of a client that claims to come by the proxy
    ['192.0.2.1', { ...user, 'x-forwarded-for': '10.1.2.3' }, 401],
    ['10.1.2.3', { ...user, 'sec-fetch-site': 'cross-site' }, 403],
    ['10.1.2.3', { ...user, ...wrong }, 401],
  ])('from %s with %j: %d', async (remoteAddress, headers, statusCode) => {
    const behind = await buildTestApp(storage, env)
    const answer = await behind.inject({ ...asked, remoteAddress, headers: headers as never })
    expect(answer.statusCode).toBe(statusCode)
    await behind.close()
  })

  test('the header of a signed-in user is ignored without TRUSTED_USER_HEADER', async () => {
    const behind = await buildTestApp(storage, { TRUST_PROXY: '10.0.0.0/8' })
    expect((await behind.inject({ ...asked, remoteAddress: '10.1.2.3', headers: user })).statusCode).toBe(401)
    await behind.close()
  })
})

test.each([
  ['/livez', "default-src 'none'; frame-ancestors 'none'"],
  ['/api/submissions', "default-src 'none'; frame-ancestors 'none'"],
  ['/nothing', "default-src 'none'; frame-ancestors 'none'"],
  ['/', "require-trusted-types-for 'script'"],
])('%s comes with the headers that keep a browser strict', async (url, policy) => {
  const { headers } = await app.inject({ url, headers: right })
  expect(headers['content-security-policy']).toContain(policy)
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/)
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
})

test('private answers are not cached', async () => {
  const { headers } = await app.inject({ ...asked, headers: right })
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin' })
  expect((await app.inject({ url: `/sign-in?token=${testToken}` })).headers['cache-control']).toBe('no-store')
})
