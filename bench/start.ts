import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBenchPostgres } from './postgres.ts'
import { cpuMs, residentMb } from './process-usage.ts'
import { startServer } from './start-server.ts'
import { median, roundRobin } from './statistics.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const idleSeconds = 10
/** V8 collects garbage once, eight seconds after a start: 60 ms for the embedded engine's heap. It belongs to the start. */
const startedAfterSeconds = 10

/** Measures the second start of the server, and its CPU and memory when idle. */
export async function benchStart(): Promise<void> {
  const postgres = await startBenchPostgres()
  const dbUrl = await postgres.createDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
  const subjects: { name: string; env: Record<string, string>; residentGoal: number }[] = [
    { name: 'PostgreSQL', env: { DB_URL: dbUrl }, residentGoal: 150 },
    { name: 'embedded', env: { DATA_DIR: dataDir }, residentGoal: 300 },
  ]
  // the warm-up round is the first start, which creates the tables
  const results = await roundRobin(subjects, rounds, async ({ env }) => {
    const { process, readyMs } = await startServer(env)
    const pid = process.pid ?? 0
    await sleep(startedAfterSeconds * 1000)
    const before = cpuMs(pid)
    await sleep(idleSeconds * 1000)
    const idleShare = (cpuMs(pid) - before) / (idleSeconds * 1000)
    const resident = residentMb(pid)
    const ended = new Promise((resolve) => process.once('exit', resolve))
    process.kill('SIGTERM')
    await ended
    return { readyMs, idleShare, resident }
  }).finally(() => postgres.remove())
  console.log(
    `Medians of ${rounds} starts on existing tables, then ${idleSeconds} s idle from ${startedAfterSeconds} s after the start\n`,
  )
  console.table(
    subjects.map(({ name, residentGoal }, index) => {
      const of = (key: 'readyMs' | 'idleShare' | 'resident') => median((results[index] ?? []).map((one) => one[key]))
      return {
        engine: name,
        'ready after ms': Math.round(of('readyMs')),
        'idle CPU %': Number((of('idleShare') * 100).toFixed(2)),
        'resident MB': Math.round(of('resident')),
        goals: `1500 ms, 0.5 %, ${residentGoal} MB`,
      }
    }),
  )
}
