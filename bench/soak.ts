import type { LoadResult } from './ingest/load.ts'
import { runLoad } from './ingest/run-load.ts'
import { startCollector } from './ingest/subjects.ts'
import { startBenchPostgres } from './postgres.ts'
import { residentMb } from './process-usage.ts'

const minutes = Number(process.env['BENCH_MINUTES'] ?? 30)
const windows = 10
const connections = 64
const share = 0.8

/** Loads a server with most of its maximum for a long time; prints one line for each tenth of it. */
export async function benchSoak(): Promise<void> {
  const postgres = await startBenchPostgres()
  const server = await startCollector(postgres)
  try {
    await runLoad(server.port, { connections, seconds: 5 })
    const limit = (await runLoad(server.port, { connections, seconds: 20 })).requestsPerSecond
    const rate = Math.round(limit * share)
    console.log(
      `${Math.round(limit)} submissions a second at most; ${rate} a second for ${minutes} minutes, ${postgres.version}\n`,
    )
    const lines: (LoadResult & { residentMb: number })[] = []
    for (let n = 0; n < windows; n++) {
      const result = await runLoad(server.port, { connections, seconds: (minutes * 60) / windows, rate })
      lines.push({ ...result, residentMb: residentMb(server.process.pid ?? 0) })
      process.stderr.write(`\r${n + 1} of ${windows}: p99 ${result.p99Ms.toFixed(1)} ms   `)
    }
    process.stderr.write('\r                              \r')
    console.table(
      lines.map((line) => ({
        'req/s': Math.round(line.requestsPerSecond),
        'p50 ms': Math.round(line.p50Ms * 10) / 10,
        'p99 ms': Math.round(line.p99Ms * 10) / 10,
        'max ms': Math.round(line.maxMs),
        'resident MB': Math.round(line.residentMb),
        failed: line.failed,
      })),
    )
    const [first, last] = [lines[1], lines.at(-1)]
    if (!first || !last) return
    const growth = (key: 'residentMb' | 'p99Ms') => (last[key] / first[key]).toFixed(2)
    console.log(`last / second tenth: memory ${growth('residentMb')}, p99 ${growth('p99Ms')} (goal: flat)`)
    console.log(`failed: ${lines.reduce((sum, { failed }) => sum + failed, 0)} (goal: 0)`)
  } finally {
    server.process.kill('SIGTERM')
    await postgres.remove()
  }
}
