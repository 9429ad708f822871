import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostgresDatabase, embeddedDir } from '../support/databases.ts'
import { killServers, runServer } from '../support/run-server.ts'
import { bodies } from './bodies.ts'
import { post } from './hostile-case.ts'
import { requests } from './requests.ts'
import { sendBytes } from './send-bytes.ts'

const token = 'token-of-the-tests'
const maxStallMs = 1000
const cases = [...bodies, ...requests(token)]

/** Without a PostgreSQL only what comes to the database, or is large. */
const subjects = [
  { name: 'PostgreSQL', cases, env: async () => ({ DB_URL: await createPostgresDatabase() }) },
  {
    name: 'the embedded engine',
    cases: bodies.filter(({ rows, bytes }) => rows || bytes.length > 200_000),
    env: async () => ({ DATA_DIR: await embeddedDir() }),
  },
]

test('there are at least 300 cases', () => expect(cases.length).toBeGreaterThanOrEqual(300))

describe.each(subjects)('$name', ({ cases, env }) => {
  let server: Awaited<ReturnType<typeof runServer>>
  let stopWatching: () => Promise<number>
  /** So far. */
  let stored = 0

  beforeAll(async () => {
    const settings = { ACCESS_TOKEN: token, RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'warn' }
    server = await runServer({ ...(await env()), ...settings })
    while ((await server.isHealthy()) !== 200) await sleep(100)
    stopWatching = watchLivez(server.port)
  })
  afterAll(killServers)

  async function rows(): Promise<number> {
    const answer = await fetch(`${server.url}/api/submissions/count`, { headers: { authorization: `Bearer ${token}` } })
    return ((await answer.json()) as { count: number }).count
  }

  test.each(cases)('$name', async ({ bytes, statuses, ends, rows: expected = 0 }) => {
    const { status, text } = await sendBytes(server.port, bytes, { ends: ends ?? false, patienceMs: 5000 })
    expect(statuses, text.slice(0, 400)).toContain(status)
    // an answer that is not what was sent tells nothing of the inside
    if (status !== 200) expect(text).not.toMatch(/\.ts:\d|node_modules|insert into/i)
    const before = stored
    stored = await rows()
    expect(stored - before).toBe(status === 200 || status === 204 ? expected : 0)
  })

  test('memory is freed after the worst cases at once, and nothing refused is stored', async () => {
    const worst = cases.filter(({ bytes }) => bytes.length > 200_000)
    const round = async () => {
      const answers = await Promise.all([...worst, ...worst].map(({ bytes }) => sendBytes(server.port, bytes)))
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([])
      return statuses.filter((status) => status === 200).length
    }
    stored += await round()
    const afterOne = await memoryBytes()
    for (let n = 0; n < 2; n++) stored += await round()
    expect(await rows()).toBe(stored)
    expect(await memoryBytes()).toBeLessThan(afterOne + 200_000_000)
  })

  test('slow bodies delay no other request', async () => {
    const slow = await Promise.all(
      Array.from({ length: 200 }, () => sendBytes(server.port, post('{"a":1}').subarray(0, -3), { patienceMs: 1500 })),
    )
    expect(slow.every(({ status }) => status === 0)).toBe(true)
    expect((await sendBytes(server.port, post('{}'))).status).toBe(200)
  })

  test('/livez answered within a second throughout, and the log has no unexpected error', async () => {
    expect(await stopWatching()).toBeLessThan(maxStallMs)
    expect(await server.isHealthy()).toBe(200)
    expect(server.output.stdout).not.toContain('A request failed')
    expect(server.output.stderr).toBe('')
  })

  /** Returns the memory of the server's process in bytes. */
  async function memoryBytes(): Promise<number> {
    const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
  }
})

/** Asks /livez again and again; the function it gives ends that, and tells the longest wait in milliseconds. */
function watchLivez(port: number): () => Promise<number> {
  let isDone = false
  let longest = 0
  const watching = (async () => {
    while (!isDone) {
      const began = performance.now()
      const { ok } = await fetch(`http://127.0.0.1:${port}/livez`)
      longest = ok ? Math.max(longest, performance.now() - began) : Number.POSITIVE_INFINITY
      await sleep(20)
    }
    return longest
  })()
  return () => {
    isDone = true
    return watching
  }
}
