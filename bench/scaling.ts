import { runLoad } from './ingest/run-load.ts'
import { limitCpu } from './limit-cpu.ts'
import { startBenchPostgres } from './postgres.ts'
import { type Started, startServer } from './start-server.ts'
import { median, roundRobin } from './statistics.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)
/** Share of a core for each process: little enough that PostgreSQL and the load generators have theirs on two cores. */
const share = Number(process.env['BENCH_CORE_SHARE'] ?? 0.3)
const connections = 64

/** Compares one API process with two on the same PostgreSQL, each limited to the same share of a core. */
export async function benchScaling(): Promise<void> {
  const postgres = await startBenchPostgres()
  const env = { DB_URL: await postgres.createDatabase(), RATE_LIMIT_PER_MINUTE: '0' }
  const servers = [await startServer(env), await startServer(env)]
  const limits = servers.map((server) => limitCpu(server.process.pid ?? 0, share))
  const isLimited = limits.every((remove) => remove !== undefined)
  try {
    const subjects = [servers.slice(0, 1), servers]
    const results = await roundRobin(subjects, rounds, async (some) => {
      await postgres.query('checkpoint')
      return takenBy(some)
    })
    const [one = 0, two = 0] = results.map(median)
    const held = isLimited
      ? `each process limited to ${share} of a core`
      : 'processes not limited to a share of a core (no permission for control groups): they compete for few cores'
    console.log(
      `Medians of ${rounds} alternating rounds of ${seconds} s, ${connections} connections to each, ${held}\n`,
    )
    console.log(`one process    ${Math.round(one)} submissions a second`)
    console.log(`two processes  ${Math.round(two)} submissions a second`)
    console.log(`two / one = ${(two / one).toFixed(2)} (goal: at least 1.6 with enough cores)`)
  } finally {
    await Promise.all(servers.map(stop))
    for (const remove of limits) remove?.()
    await postgres.remove()
  }
}

/** Returns the submissions that the servers store together in a second. */
async function takenBy(servers: Started[]): Promise<number> {
  const loads = servers.map(async ({ port }) => {
    const { requestsPerSecond, failed } = await runLoad(port, { connections, seconds })
    if (failed > 0) throw new Error(`${failed} requests failed`)
    return requestsPerSecond
  })
  return (await Promise.all(loads)).reduce((sum, one) => sum + one, 0)
}

async function stop(server: Started): Promise<void> {
  const ended = new Promise((resolve) => server.process.once('exit', resolve))
  server.process.kill('SIGTERM')
  await ended
}
