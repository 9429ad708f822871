import { startBenchPostgres } from '../postgres.ts'
import { cpuMs, residentMb } from '../process-usage.ts'
import { median, roundRobin } from '../statistics.ts'
import type { LoadResult } from './load.ts'
import { typicalPayload } from './payload.ts'
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

/** POST /collect under full load, beside a bare Fastify and the predecessor, all on the same cores in turns. */
export async function benchIngest(): Promise<void> {
  const postgres = await startBenchPostgres()
  const missing = missingForPredecessor()
  if (missing) console.log(`The predecessor is left out; to run it: ${missing}\n`)
  const echo = await startEcho()
  const perRequest = missing ? undefined : await startPredecessor(postgres, false)
  const pooled = missing ? undefined : await startPredecessor(postgres, true)
  const ours = await startCollector(postgres)
  const embedded = await startCollector(undefined)
  const subjects = [echo, perRequest, pooled, ours, embedded].filter((subject) => subject !== undefined)

  try {
    const results = await roundRobin(subjects, rounds, async (subject) => {
      await postgres.query('checkpoint')
      return measure(subject, postgres.pid)
    })
    const of = (subject: Subject, key: keyof Measured) =>
      median((results[subjects.indexOf(subject)] ?? []).map((one) => one[key]))
    console.log(
      `Medians of ${rounds} alternating rounds of ${seconds} s, ${connections} connections, ` +
        `${Buffer.byteLength(typicalPayload())} bytes a submission, ${loadGenerator} on the same cores, ${postgres.version}\n`,
    )
    console.table(
      subjects.map((subject) => ({
        server: subject.name,
        'req/s': Math.round(of(subject, 'requestsPerSecond')),
        'p50 ms': round(of(subject, 'p50Ms')),
        'p99 ms': round(of(subject, 'p99Ms')),
        'server CPU ms/req': round(of(subject, 'serverMs'), 3),
        'postgres CPU ms/req': round(of(subject, 'postgresMs'), 3),
        'resident MB': Math.round(of(subject, 'residentMb')),
        failed: of(subject, 'failed'),
      })),
    )
    const ratio = (a: Subject, b: Subject | undefined, key: 'requestsPerSecond' | 'p99Ms', goal: string) =>
      b &&
      console.log(
        `${key === 'p99Ms' ? 'p99' : 'req/s'}: ${a.name} / ${b.name} = ${round(of(a, key) / of(b, key), 2)} (goal: ${goal})`,
      )
    ratio(ours, echo, 'requestsPerSecond', 'at least 0.80')
    ratio(ours, perRequest, 'requestsPerSecond', 'at least 15')
    ratio(ours, pooled, 'requestsPerSecond', 'at least 5')
    ratio(ours, echo, 'p99Ms', 'at most 2')
    ratio(embedded, perRequest, 'requestsPerSecond', 'at least 6')
    ratio(embedded, perRequest, 'p99Ms', 'at most 1.5')
  } finally {
    for (const { process } of subjects) process.kill('SIGTERM')
    await postgres.remove()
  }
}

async function measure({ port, process: { pid = 0 } }: Subject, postmaster: number): Promise<Measured> {
  const before = [cpuMs(pid), cpuMs(postmaster)] as const
  const result = await runLoad(port, connections, seconds)
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
