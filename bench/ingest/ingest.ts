import { startBenchPostgres } from '../postgres.ts'
import { cpuMs, residentMb } from '../process-usage.ts'
import { median, roundRobin } from '../statistics.ts'
import type { LoadResult } from './load.ts'
import { type PayloadName, payloads } from './payload.ts'
import { loadGenerator, runLoad } from './run-load.ts'
import { missingForPredecessor, type Subject, startCollector, startEcho, startPredecessor } from './subjects.ts'

interface Measured extends LoadResult {
  serverMs: number
  postgresMs: number
  residentMb: number
}

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)
const connections = 64

/** A server and the payload it gets. */
interface Run {
  server: Subject
  payload: PayloadName
}

/** Measures POST /collect under full load, compared with a bare Fastify and the predecessor, all on the same cores in alternating rounds. */
export async function benchIngest(): Promise<void> {
  const postgres = await startBenchPostgres()
  const missing = missingForPredecessor()
  if (missing) console.log(`The predecessor is left out. To run it: ${missing}\n`)
  const echo = await startEcho()
  const perRequest = missing ? undefined : await startPredecessor(postgres, false)
  const pooled = missing ? undefined : await startPredecessor(postgres, true)
  const ours = await startCollector(postgres)
  const embedded = await startCollector(undefined)
  const servers = [echo, perRequest, pooled, ours, embedded].filter((server) => server !== undefined)
  const names = Object.keys(payloads) as PayloadName[]
  const collected = names.filter((name) => name !== 'envelope')
  const runs: Run[] = servers.flatMap((server) =>
    (server === ours ? names : server === echo ? collected : (['sdk'] as const)).map((payload) => ({
      server,
      payload,
    })),
  )
  // runs that are compared follow each other
  runs.sort((a, b) => names.indexOf(a.payload) - names.indexOf(b.payload))

  try {
    const results = await roundRobin(runs, rounds, async (run) => {
      await postgres.query('checkpoint')
      return measure(run, postgres.pid)
    })
    const of = (server: Subject, payload: PayloadName, key: keyof Measured) => {
      const index = runs.findIndex((run) => run.server === server && run.payload === payload)
      return median((results[index] ?? []).map((one) => one[key]))
    }
    console.log(
      `Medians of ${rounds} alternating rounds of ${seconds} s, ${connections} connections, ` +
        `${loadGenerator} on the same cores, ${postgres.version}\n`,
    )
    console.table(
      runs.map(({ server, payload }) => ({
        server: server.name,
        payload: `${payload}, ${Buffer.byteLength(payloads[payload]())} bytes`,
        'req/s': Math.round(of(server, payload, 'requestsPerSecond')),
        'p50 ms': round(of(server, payload, 'p50Ms')),
        'p99 ms': round(of(server, payload, 'p99Ms')),
        'server CPU ms/req': round(of(server, payload, 'serverMs'), 3),
        'postgres CPU ms/req': round(of(server, payload, 'postgresMs'), 3),
        'resident MB': Math.round(of(server, payload, 'residentMb')),
        failed: of(server, payload, 'failed'),
      })),
    )
    const ratio = (
      key: 'requestsPerSecond' | 'p99Ms',
      a: Subject,
      b: Subject | undefined,
      goal: string,
      payload: PayloadName,
    ) =>
      b &&
      console.log(
        `${key === 'p99Ms' ? 'p99' : 'req/s'}, ${payload}: ${a.name} / ${b.name} = ${round(of(a, payload, key) / of(b, payload, key), 2)} (goal: ${goal})`,
      )
    for (const payload of collected) {
      ratio('requestsPerSecond', ours, echo, 'at least 0.80', payload)
      ratio('p99Ms', ours, echo, 'at most 2', payload)
    }
    const cpu = (payload: PayloadName) => of(ours, payload, 'serverMs') + of(ours, payload, 'postgresMs')
    console.log(`CPU/req, ${ours.name}: envelope / sdk = ${round(cpu('envelope') / cpu('sdk'), 2)} (goal: at most 1.5)`)
    ratio('requestsPerSecond', ours, perRequest, 'at least 15', 'sdk')
    ratio('requestsPerSecond', ours, pooled, 'at least 5', 'sdk')
    ratio('requestsPerSecond', embedded, perRequest, 'at least 6', 'sdk')
    ratio('p99Ms', embedded, perRequest, 'at most 1.5', 'sdk')
  } finally {
    for (const { process } of servers) process.kill('SIGTERM')
    await postgres.remove()
  }
}

async function measure({ server, payload }: Run, postmaster: number): Promise<Measured> {
  const {
    port,
    process: { pid = 0 },
    envelopePath,
  } = server
  const path = payload === 'envelope' ? envelopePath : undefined
  const before = [cpuMs(pid), cpuMs(postmaster)] as const
  const result = await runLoad(port, { connections, seconds, payload, ...(path && { path }) })
  const requests = result.requestsPerSecond * seconds
  return {
    ...result,
    serverMs: (cpuMs(pid) - before[0]) / requests,
    postgresMs: (cpuMs(postmaster) - before[1]) / requests,
    residentMb: residentMb(pid),
  }
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits))
}
