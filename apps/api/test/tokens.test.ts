import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { hashToken, isTokenText, makeToken } from '../src/access/token-text.ts'
import { bearer, get, startApps } from './support/apps.ts'
import { createPostgresDatabase, engines } from './support/databases.ts'
import { runServer } from './support/run-server.ts'

test('a token has a prefix, and a checksum that changes with every character', () => {
  const token = makeToken()
  expect(token).toMatch(/^collector_[0-9A-Za-z]{36}$/)
  expect(isTokenText(token)).toBe(true)
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'x' ? 'y' : 'x'
    expect(isTokenText(token.slice(0, at) + other + token.slice(at + 1))).toBe(false)
  }
})

describe.each(engines)('tokens on $name', (engine) => {
  const apps = startApps(engine)
  type App = typeof apps.app

  const request = (app: App, token: string, method: string, url: string, payload?: object) =>
    app.inject({
      method: method as 'GET',
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(payload && { payload }),
    })

  async function make(scopes: string[], members: object = {}) {
    const answer = await apps.app.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: bearer,
      payload: { name: scopes.join(), scopes, ...members },
    })
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json() as { id: string; token: string }
  }

  test('may do what their scopes include and nothing else', async () => {
    const tokens = {
      read: (await make(['read'])).token,
      upload: (await make(['upload'])).token,
      both: (await make(['read', 'upload'])).token,
      admin: (await make(['admin'])).token,
    }
    const map = { version: 3, sources: ['a.ts'], sourcesContent: ['a'], names: [], mappings: 'AAAA' }
    const id = randomUUID()
    const routes: [method: string, url: string, allowed: (keyof typeof tokens)[], payload?: object][] = [
      ['GET', '/api/submissions', ['read', 'both', 'admin']],
      ['GET', '/api/errors', ['read', 'both', 'admin']],
      ['GET', '/api/source-maps', ['read', 'both', 'admin']],
      ['HEAD', '/api/overview', ['read', 'both', 'admin']],
      ['PUT', '/api/source-maps?name=/a.js', ['upload', 'both', 'admin'], map],
      ['GET', '/api/tokens', ['admin']],
      ['POST', '/api/tokens', ['admin'], { name: 'more', scopes: ['admin'] }],
      ['DELETE', `/api/tokens/${id}`, ['admin']],
      ['DELETE', `/api/submissions/${id}`, ['admin']],
      ['DELETE', '/api/submissions?browser=none', ['admin']],
      ['DELETE', `/api/source-maps/${id}`, ['admin']],
      ['PATCH', '/api/errors/0123456789abcdef', ['admin'], { status: 'resolved' }],
    ]
    for (const [method, url, allowed, payload] of routes) {
      for (const [name, token] of Object.entries(tokens)) {
        const { statusCode, body } = await request(apps.app, token, method, url, payload)
        expect(statusCode === 403, `${name} ${method} ${url}: ${statusCode} ${body}`).toBe(
          !allowed.includes(name as keyof typeof tokens),
        )
        expect(statusCode).not.toBe(401)
      }
    }
    const refused = await request(apps.app, tokens.upload, 'GET', '/api/submissions')
    expect(refused.json().message).toBe('this needs the scope read; the token has upload')
  })

  test('are listed without their secrets, stored as hashes, and refused by every process once revoked', async () => {
    const { id, token } = await make(['read'], { name: 'a report', expiresAt: '2999-01-01' })
    const unused = await get(apps.app, '/api/tokens')
    expect(unused.items[0]).toEqual({
      id,
      name: 'a report',
      scopes: ['read'],
      createdAt: expect.stringMatching(/Z$/),
      expiresAt: '2999-01-01T00:00:00.000Z',
      lastUsedAt: null,
    })
    expect((await request(apps.second, token, 'GET', '/api/submissions')).statusCode).toBe(200)
    const { items } = await get(apps.app, '/api/tokens')
    expect(Date.parse(items[0].lastUsedAt)).toBeGreaterThan(Date.parse(items[0].createdAt) - 1)
    const { rows } = await sql<{ row: string }>`select row_to_json(t)::text as row from access_tokens t`.execute(
      apps.storage.db,
    )
    expect(rows.map(({ row }) => row).join()).not.toContain(token)
    expect(rows.map(({ row }) => row).join()).toContain(hashToken(token))

    const revoke = () => request(apps.app, 'token-of-the-tests', 'DELETE', `/api/tokens/${id}`)
    expect((await revoke()).statusCode).toBe(204)
    for (const app of [apps.second, apps.app]) {
      expect((await request(app, token, 'GET', '/api/submissions')).statusCode).toBe(401)
    }
    expect((await revoke()).statusCode).toBe(404)
  })

  test('are wrong once expired, are refused with 429 if sent again and again, and open no session', async () => {
    const { id, token } = await make(['admin'], { expiresAt: '2999-01-01T00:00Z' })
    const signIn = await apps.app.inject({ method: 'POST', url: '/api/session', payload: { token } })
    expect([signIn.statusCode, signIn.json().message]).toEqual([401, 'only the access token opens the dashboard'])
    await sql`update access_tokens set expires_at = now() - interval '1 second' where id = ${id}`.execute(
      apps.storage.db,
    )
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) {
      const answer = await apps.app.inject({
        url: '/api/submissions',
        headers: { authorization: `Bearer ${token}` },
        remoteAddress: '198.51.100.9',
      })
      statuses.push(answer.statusCode)
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  test('need a name, known scopes and an expiry to come', async () => {
    const refused: [object, string][] = [
      [{ scopes: ['read'] }, 'name'],
      [{ name: '', scopes: ['read'] }, 'name'],
      [{ name: 'x', scopes: [] }, 'scopes'],
      [{ name: 'x', scopes: ['write'] }, 'scopes'],
      [{ name: 'x', scopes: ['read'], expiresAt: 'soon' }, 'expiresAt'],
      [{ name: 'x', scopes: ['read'], expiresAt: '2020-01-01' }, 'expiresAt must be in the future'],
      [{ name: 'x', scopes: ['read'], expires: '2999-01-01' }, 'expires'],
    ]
    for (const [payload, message] of refused) {
      const answer = await request(apps.app, 'token-of-the-tests', 'POST', '/api/tokens', payload)
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(message)])
    }
  })

  test('the OpenAPI document says which scope each route needs, and requires no parameter that has a default', async () => {
    const { paths } = await get(apps.app, '/api/openapi.json')
    const { parameters } = paths['/api/pages'].get
    const limit = parameters.find(({ name }: { name: string }) => name === 'limit')
    expect(limit).toMatchObject({ required: false, schema: { default: 50, maximum: 200 } })
    const { parameters: ofUpload } = paths['/api/source-maps'].put
    expect(ofUpload.find(({ name }: { name: string }) => name === 'name').required).toBe(true)
    const scope = (path: string, method: string) => paths[path][method].security[0].token
    expect(scope('/api/submissions', 'get')).toEqual(['read'])
    expect(scope('/api/submissions', 'delete')).toEqual(['admin'])
    expect(scope('/api/source-maps', 'put')).toEqual(['upload'])
    expect(scope('/api/tokens', 'get')).toEqual(['admin'])
    expect(paths['/api/tokens'].get.description).toBe('A token needs the scope `admin`.')
    expect(paths['/api/session'].get.security).toEqual([])
  })
})

test('collector token makes, lists and revokes tokens', async () => {
  const env = { DB_URL: await createPostgresDatabase(), LOG_LEVEL: 'error' }
  const run = async (...args: string[]) => {
    const { output, exitCode } = await runServer(env, ['token', ...args])
    return { exitCode: await exitCode, ...output }
  }
  const made = await run('create', '--scope', 'upload', '--name', 'CI')
  expect(made.exitCode, made.stderr).toBe(0)
  expect(isTokenText(made.stdout.trim())).toBe(true)
  const listed = await run('list')
  expect(listed.stdout).toMatch(/^[\da-f-]{36} {2}upload {2}never used {2}CI\n$/)
  expect(await run('revoke', '--id', listed.stdout.slice(0, 36))).toMatchObject({ exitCode: 0 })
  expect((await run('list')).stdout.trim()).toBe('')
  const refused: [string[], string][] = [
    [['create'], '--scope must be'],
    [['create', '--scope', 'read,write'], '--scope must be'],
    [['revoke', '--id', 'x'], '--id must be'],
    [['revoke', '--id', randomUUID()], 'there is no token'],
    [['destroy'], 'create, list or revoke'],
  ]
  for (const [args, message] of refused) {
    const { exitCode, stderr } = await run(...args)
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain(message)
  }
})
