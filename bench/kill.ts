import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@collector/testing/free-port'
import { startResendingClients } from '@collector/testing/resending-clients'
import { type BenchPostgres, startBenchPostgres } from './postgres.ts'
import { startServer } from './start-server.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 50)
const clients = 32
const token = 'token-of-the-benchmark'

/** Kills the server repeatedly under load, on each engine, and counts acknowledged submissions that are missing or stored twice. */
export async function benchKill(): Promise<void> {
  const postgres = await startBenchPostgres()
  try {
    for (const engine of ['PostgreSQL', 'embedded'] as const) await killRounds(engine, postgres)
  } finally {
    await postgres.remove()
  }
}

async function killRounds(engine: 'PostgreSQL' | 'embedded', postgres: BenchPostgres): Promise<void> {
  const port = await freePort()
  const env = {
    PORT: String(port),
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
    ACCESS_TOKEN: token,
    ...(engine === 'PostgreSQL'
      ? { DB_URL: await postgres.createDatabase() }
      : { DATA_DIR: await mkdtemp(join(tmpdir(), 'collector-bench-')) }),
  }
  const load = startResendingClients(`http://127.0.0.1:${port}`, clients)
  for (let round = 1; round <= rounds; round++) {
    const server = await startServer(env)
    const before = load.acknowledged.size
    while (load.acknowledged.size === before) await sleep(10)
    await sleep(Math.random() * 500)
    const ended = new Promise((resolve) => server.process.once('exit', resolve))
    server.process.kill('SIGKILL')
    await ended
    process.stderr.write(`\r${engine}: killed ${round} of ${rounds}, ${load.acknowledged.size} acknowledged   `)
  }
  const server = await startServer(env)
  await load.stop()
  const stored = await storedIds(port)
  server.process.kill('SIGTERM')
  const distinct = new Set(stored)
  const lost = [...load.acknowledged].filter((id) => !distinct.has(id))
  process.stderr.write('\r')
  console.log(
    `${engine}: killed ${rounds} times, ${load.acknowledged.size} acknowledged, ${load.resent} retries: ` +
      `lost ${lost.length}, stored twice ${stored.length - distinct.size} (goal: 0 and 0)                  `,
  )
}

/** Returns every id that the server lists. */
async function storedIds(port: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const url = new URL(`http://127.0.0.1:${port}/api/submissions?limit=200`)
    if (cursor !== null) url.searchParams.set('cursor', cursor)
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
    const page = (await answer.json()) as { items: { submissionId: string }[]; nextCursor: string | null }
    ids.push(...page.items.map(({ submissionId }) => submissionId))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}
