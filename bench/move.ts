import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createIngest } from '../apps/api/src/ingest/ingest-submission.ts'
import { openStorage } from '../apps/api/src/storage/storage.ts'
import { startBenchPostgres } from './postgres.ts'

const submissions = Number(process.env['BENCH_SUBMISSIONS'] ?? 100_000)
const server = fileURLToPath(new URL('../apps/api/dist/server.js', import.meta.url))

/** Moves the embedded database to a PostgreSQL, killed half way and called again. */
export async function benchMove(): Promise<void> {
  const postgres = await startBenchPostgres()
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-move-'))
  const dbUrl = await postgres.createDatabase()
  const target = new pg.Client({ connectionString: dbUrl })
  try {
    await fill(dataDir)
    await target.connect()
    const first = startMove(dbUrl, dataDir)
    while ((await copied(target)) < submissions / 2) await sleep(50)
    first.child.kill('SIGKILL')
    await first.exitCode
    const atKill = await copied(target)
    const began = performance.now()
    const second = startMove(dbUrl, dataDir)
    if ((await second.exitCode) !== 0) throw new Error(second.log())
    const seconds = (performance.now() - began) / 1000
    console.log(
      `killed when ${atKill} of ${submissions} submissions were moved; the second call took ${seconds.toFixed(0)} s`,
    )
    console.log(/"msg":"(Moved [^"]*)"/.exec(second.log())?.[1] ?? second.log())
  } finally {
    await target.end()
    await rm(dataDir, { recursive: true, force: true })
    await postgres.remove()
  }
}

async function fill(dataDir: string): Promise<void> {
  const storage = await openStorage({ dbUrl: undefined, dataDir, skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  const ingest = createIngest(storage)
  for (let done = 0; done < submissions; done += 256) {
    await Promise.all(
      Array.from({ length: Math.min(256, submissions - done) }, (_, n) => {
        const text = submission(done + n)
        return ingest({ bytes: Buffer.from(text), ip: '203.0.113.9', userAgent: undefined })
      }),
    )
    process.stderr.write(`\rstoring ${done} of ${submissions}   `)
  }
  process.stderr.write('\r                                  \r')
  await storage.close()
}

/** Returns a submission of about 2 kB. */
function submission(n: number): string {
  const resources = Array.from({ length: 12 }, (_, at) => ({
    name: `https://shop.example.org/assets/chunk-${at}.js`,
    type: 'script',
    startTime: 100 + at,
    duration: (n % 97) + at / 7,
    size: 1000 * at + n,
  }))
  return JSON.stringify({
    submissionId: randomUUID(),
    page: { url: `https://shop.example.org/products/${n % 2000}`, pageViewId: randomUUID(), sequence: 1 },
    browser: { userAgent: `Mozilla/5.0 (X11; Linux x86_64) Chrome/${100 + (n % 50)}.0.0.0`, language: 'de' },
    performance: { vitals: { lcp: { value: 1000 + (n % 3000) }, cls: { value: 0.01 * (n % 30) } }, resources },
    errors:
      n % 10 === 0 ? [{ type: 'error', message: `No item ${n}`, stack: 'at buy (https://a.example/app.js:1:1)' }] : [],
  })
}

function startMove(dbUrl: string, dataDir: string) {
  const child = spawn(process.execPath, [server, 'move'], {
    cwd: dataDir,
    env: { PATH: process.env['PATH'] ?? '', DB_URL: dbUrl, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log += chunk
    })
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exitCode, log: () => log }
}

async function copied(target: pg.Client): Promise<number> {
  const { rows } = await target.query(`select to_regclass('debug_data') is not null as made`)
  if (!rows[0].made) return 0
  return Number((await target.query('select count(*) as n from debug_data')).rows[0].n)
}
