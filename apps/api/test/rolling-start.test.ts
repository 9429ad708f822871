import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { createPostgresDatabase } from './support/databases.ts'
import { makeNextVersion } from './support/next-version.ts'
import { killServers, runServer } from './support/run-server.ts'

afterEach(killServers)

const token = 'token-of-the-rolling-start'
const addresses = ['/api/overview', '/api/submissions', '/api/metrics/lcp', '/api/errors', '/health']

test('no request fails while two processes are replaced by two of the next version, which migrate at once', async () => {
  const DB_URL = await createPostgresDatabase()
  const env = { DB_URL, ACCESS_TOKEN: token, RATE_LIMIT_PER_MINUTE: '0' }
  const next = await makeNextVersion()
  try {
    const old = await Promise.all([runServer(env), runServer(env)])
    for (const { isHealthy } of old) await expect.poll(isHealthy).toBe(200)
    const balanced = [...old]
    const load = startLoad(() => balanced.map(({ url }) => url))

    const young = await Promise.all([runServer(env, [], next.server), runServer(env, [], next.server)])
    for (const { isHealthy } of young) await expect.poll(isHealthy).toBe(200)
    // both versions serve on the new tables for a while
    balanced.push(...young)
    await sleep(1000)
    for (const { child, exitCode } of old) {
      // what a proxy does that asks /readyz, or is told by who rolls out
      balanced.shift()
      await sleep(100)
      child.kill('SIGTERM')
      expect(await exitCode).toBe(0)
    }
    await sleep(500)

    const { stored, failures } = await load.stop()
    expect(failures).toEqual([])
    const client = new pg.Client({ connectionString: DB_URL })
    await client.connect()
    const { rows } = await client.query('select count(*)::int as n, count(of_next_version)::int as m from facts')
    await client.end()
    expect(rows).toEqual([{ n: stored, m: 0 }])
    expect(stored).toBeGreaterThan(20)
  } finally {
    await next.remove()
  }
}, 180_000)

/** Posts and asks without a pause, of each process in turn, and keeps what was not answered as it should be. */
function startLoad(origins: () => string[]) {
  let isStopping = false
  let stored = 0
  let turn = 0
  const failures: string[] = []

  async function send(path: string, init: RequestInit, wanted: number): Promise<void> {
    const all = origins()
    const origin = all[turn++ % all.length] ?? ''
    const answer = await fetch(origin + path, init).catch((error: Error) => error)
    if (answer instanceof Error) failures.push(`${path}: ${answer.message} ${answer.cause}`)
    else if (answer.status !== wanted) failures.push(`${path}: ${answer.status} ${await answer.text()}`)
    else {
      await answer.arrayBuffer()
      if (init.method === 'POST') stored++
    }
  }

  const writing = Array.from({ length: 4 }, async () => {
    while (!isStopping) {
      const body = JSON.stringify({ page: { url: 'https://a.example/' }, errors: [{ message: 'it broke' }] })
      const headers = { 'content-type': 'application/json', prefer: 'return=minimal' }
      await send('/collect', { method: 'POST', headers, body }, 204)
      await sleep(10)
    }
  })
  const reading = addresses.map(async (address) => {
    while (!isStopping) {
      await send(address, { headers: { authorization: `Bearer ${token}` } }, 200)
      await sleep(50)
    }
  })

  return {
    async stop() {
      isStopping = true
      await Promise.all([...writing, ...reading])
      return { stored, failures }
    },
  }
}
