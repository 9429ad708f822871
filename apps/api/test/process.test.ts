import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { startPostgres, testPassword } from '@collector/testing/postgres'
import { afterEach, expect, test } from 'vitest'
import { embeddedDir, temporaryDir } from './support/databases.ts'
import { killServers, runServer } from './support/run-server.ts'

afterEach(killServers)

test.each([
  [{ PORT: 'abc' }, [], 'PORT must be a whole number from 0 to 65535; it is "abc"'],
  [{ DB_URL: 'mysql://user:secret@host/x' }, [], 'DB_URL must be a PostgreSQL connection string'],
  [{}, ['--prot', '1'], "Unknown option '--prot'"],
  [{}, ['--port', 'x'], 'PORT must be'],
])('%j %j stops the start with one line', async (env, args, line) => {
  const { output, exitCode } = await runServer(env as Record<string, string>, args)
  expect(await exitCode).toBe(1)
  expect(output.stderr.trim().split('\n')).toEqual([expect.stringContaining(line)])
  expect(output.stderr).not.toContain('secret')
})

test('a port in use ends the start with one line that names the port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { output, exitCode } = await runServer({ PORT: String(port), DATA_DIR: await embeddedDir() })
  expect(await exitCode).toBe(1)
  expect(output.stderr.trim()).toBe(`collector: port ${port} is in use: choose another by --port or PORT`)
  taken.close()
})

test('--help lists commands and flags', async () => {
  const { output, exitCode } = await runServer({}, ['--help'])
  expect(await exitCode).toBe(0)
  expect(output.stdout).toContain('--skip-db')
})

test('requests get 503 while the database is unavailable, and the log hides its password', async () => {
  const postgres = await startPostgres()
  const { output, get, post, isHealthy, child, exitCode } = await runServer({ DB_URL: await postgres.createDatabase() })
  await expect.poll(isHealthy).toBe(200)
  expect((await post('{"browser":{"n":1}}')).status).toBe(200)

  await postgres.stop()
  const unhealthy = await get('/health')
  expect(unhealthy.status).toBe(503)
  expect(await unhealthy.json()).toEqual({ status: 'unhealthy', database: 'disconnected' })
  expect((await get('/readyz')).status).toBe(503)
  expect((await get('/livez')).status).toBe(200)
  const refused = await post('{"browser":{"n":2}}')
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ statusCode: 503, error: 'Service Unavailable' })

  await postgres.start()
  await expect.poll(isHealthy).toBe(200)
  expect((await post('{"browser":{"n":2}}')).headers.get('x-submission-number')).toBe('2')

  child.kill('SIGTERM')
  expect(await exitCode).toBe(0)
  expect(output.stdout).toContain('Attempting database connection')
  expect(output.stdout).toMatch(/"id":2,.*"msg":"Stored"/)
  expect(output.stdout + output.stderr).not.toContain(testPassword)
  await postgres.remove()
})

test('a server started before its database waits for it', async () => {
  const postgres = await startPostgres()
  const dbUrl = await postgres.createDatabase()
  await postgres.stop()
  const { output, post, isHealthy } = await runServer({ DB_URL: dbUrl })
  await expect.poll(isHealthy).toBe(503)
  expect((await post('{}')).status).toBe(503)
  await postgres.start()
  await expect.poll(isHealthy).toBe(200)
  await expect.poll(() => output.stdout).toContain('/sign-in?token=')
  expect((await post('{}')).status).toBe(200)
  expect(output.stdout + output.stderr).not.toContain(testPassword)
  await postgres.remove()
})

test('one process opens the embedded database; the lock of a dead one is taken over without data loss', async () => {
  const DATA_DIR = await temporaryDir()
  const first = await runServer({ DATA_DIR })
  await expect.poll(first.isHealthy).toBe(200)
  expect((await first.post('{"browser":{"kept":true}}')).status).toBe(200)

  const second = await runServer({ DATA_DIR })
  expect(await second.exitCode).toBe(1)
  expect(second.output.stderr.trim().split('\n')).toEqual([
    `collector: DATA_DIR ${DATA_DIR} is in use by process ${first.child.pid}`,
  ])
  expect((await first.post('{}')).status).toBe(200)

  first.child.kill('SIGKILL')
  await first.exitCode
  const third = await runServer({ DATA_DIR })
  await expect.poll(third.isHealthy).toBe(200)
  await expect.poll(() => third.output.stdout).toContain('/sign-in?token=')
  const token = /sign-in\?token=([\w-]+)/.exec(third.output.stdout)?.[1]
  const list = await fetch(`http://127.0.0.1:${third.port}/api/submissions`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(2)

  third.child.kill('SIGTERM')
  expect(await third.exitCode).toBe(0)
  expect(existsSync(join(DATA_DIR, 'collector.lock'))).toBe(false)
  await rm(DATA_DIR, { recursive: true })
})
