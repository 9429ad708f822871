import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@collector/testing/free-port'
import { startPostgres } from '@collector/testing/postgres'
import { type ResendingClients, startResendingClients } from '@collector/testing/resending-clients'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import type { StorageSettings } from '../src/storage/storage.ts'
import { createPostgresDatabase, embeddedDir, opened } from './support/databases.ts'
import { killServers, runServer } from './support/run-server.ts'

const rounds = 5
const clients = 24
afterEach(killServers)

/** Every acknowledged submission is stored once, with its facts, and nothing is there by halves. */
async function expectStoredOnce(settings: StorageSettings, { acknowledged, unexpected }: ResendingClients) {
  const { storage } = await opened(settings)
  const { rows } = await sql<{ submissionId: string; raw: number; facts: number }>`
    select submission_id, count(distinct d.id)::int as raw, count(f.debug_data_id)::int as facts
    from debug_data d full join facts f using (shard, submission_id) group by submission_id`.execute(storage.db)
  const { rows: claims } = await sql<{ n: number }>`select count(*)::int as n from submissions`.execute(storage.db)
  await storage.close()
  expect(unexpected).toEqual([])
  expect(acknowledged.size).toBeGreaterThan(clients)
  expect(rows.filter(({ raw, facts }) => raw !== 1 || facts !== 1)).toEqual([])
  const stored = new Set(rows.map(({ submissionId }) => submissionId))
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
  expect(claims[0]?.n).toBe(stored.size)
  // each client goes on until its last one is acknowledged: what is stored is what was acknowledged
  expect(stored.size).toBe(acknowledged.size)
}

const engines = [
  {
    name: 'PostgreSQL',
    make: async () => ({ env: { DB_URL: await createPostgresDatabase() }, dataDir: '' }),
  },
  {
    name: 'embedded',
    make: async () => {
      const dataDir = await embeddedDir()
      return { env: { DATA_DIR: dataDir }, dataDir }
    },
  },
]

describe.each(engines)('$name', ({ make }) => {
  test(`killed ${rounds} times under load, the server loses no acknowledged submission and stores none twice`, async () => {
    const { env, dataDir } = await make()
    const PORT = String(await freePort())
    const start = () => runServer({ ...env, PORT, RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'warn' })
    const load = startResendingClients(`http://127.0.0.1:${PORT}`, clients)
    for (let round = 0; round < rounds; round++) {
      const { child, exitCode } = await start()
      const before = load.acknowledged.size
      await expect.poll(() => load.acknowledged.size).toBeGreaterThan(before + clients)
      await sleep(Math.random() * 300)
      child.kill('SIGKILL')
      await exitCode
    }
    const { child, exitCode } = await start()
    await load.stop()
    child.kill('SIGTERM')
    await exitCode
    expect(load.resent).toBeGreaterThan(0)
    await expectStoredOnce({ dbUrl: (env as { DB_URL?: string }).DB_URL, dataDir, skipDb: false }, load)
    if (dataDir) await rm(dataDir, { recursive: true })
  }, 300_000)

  test('on SIGTERM under load the server answers what it began, then exits with 0', async () => {
    const { env, dataDir } = await make()
    const { child, exitCode, url, isHealthy } = await runServer({
      ...env,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'warn',
    })
    await expect.poll(isHealthy).toBe(200)
    const answers: number[] = []
    let broken = 0
    const posts = Array.from({ length: 200 }, async (_, n) => {
      const body = JSON.stringify({ browser: { n, text: 'x'.repeat(20_000) } })
      const headers = { 'content-type': 'application/json' }
      await fetch(`${url}/collect`, { method: 'POST', headers, body }).then(
        (answer) => answers.push(answer.status),
        () => broken++,
      )
      if (answers.length === 50) child.kill('SIGTERM')
    })
    await Promise.all(posts)
    expect(await exitCode).toBe(0)
    // who comes when the end has begun is told to come again
    const acknowledged = answers.filter((status) => status === 200)
    expect(answers.filter((status) => status !== 503)).toEqual(acknowledged)
    expect(acknowledged.length).toBeGreaterThanOrEqual(50)
    const { storage } = await opened({ dbUrl: (env as { DB_URL?: string }).DB_URL, dataDir, skipDb: false })
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from debug_data`.execute(storage.db)
    await storage.close()
    expect(rows[0]?.n).toBe(acknowledged.length)
    expect(answers.length + broken).toBe(200)
    if (dataDir) await rm(dataDir, { recursive: true })
  })
})

test('a process stores everything once though its database stops and starts three times under load', async () => {
  const postgres = await startPostgres()
  const dbUrl = await postgres.createDatabase()
  const { child, exitCode, url, isHealthy } = await runServer({
    DB_URL: dbUrl,
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
  })
  await expect.poll(isHealthy).toBe(200)
  const load = startResendingClients(url, clients)
  for (let round = 0; round < 3; round++) {
    const before = load.acknowledged.size
    await expect.poll(() => load.acknowledged.size).toBeGreaterThan(before + clients)
    await postgres.stop()
    await expect.poll(isHealthy).toBe(503)
    await postgres.start()
    await expect.poll(isHealthy).toBe(200)
  }
  await load.stop()
  expect(load.resent).toBeGreaterThan(0)
  child.kill('SIGTERM')
  expect(await exitCode).toBe(0)
  await expectStoredOnce({ dbUrl, dataDir: '', skipDb: false }, load)
  await postgres.remove()
}, 300_000)

test('two processes that receive the same submissions store each once', async () => {
  const dbUrl = await createPostgresDatabase()
  const env = { DB_URL: dbUrl, RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'warn' }
  const servers = await Promise.all([runServer(env), runServer(env)])
  for (const { isHealthy } of servers) await expect.poll(isHealthy).toBe(200)
  const ids = Array.from({ length: 400 }, () => crypto.randomUUID())
  const send = (id: string) =>
    Promise.all(servers.map(({ post }) => post(JSON.stringify({ submissionId: id, browser: { id } }))))
  const answers = (await Promise.all(ids.map(send))).flat()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const numbers = new Set(answers.map(({ headers }) => headers.get('x-submission-number')))
  expect(numbers.size).toBe(ids.length)
  const { storage } = await opened({ dbUrl, dataDir: '', skipDb: false })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from debug_data`.execute(storage.db)
  await storage.close()
  expect(rows[0]?.n).toBe(ids.length)
})
