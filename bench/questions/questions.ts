import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { accessToken } from '../../apps/api/src/access/access-token.ts'
import { buildApp } from '../../apps/api/src/app.ts'
import { readConfig } from '../../apps/api/src/config.ts'
import { openStorage, type Storage } from '../../apps/api/src/storage/storage.ts'
import { startBenchPostgres } from '../postgres.ts'
import { median, roundRobin } from '../statistics.ts'
import { seed } from './seed.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const few = Number(process.env['BENCH_FEW'] ?? 100_000)
const many = Number(process.env['BENCH_MANY'] ?? 1_000_000)
const token = 'bench'

/** The month the data is of, from midnight, and a day of it. */
const midnight = (daysAgo: number) => new Date(Math.floor(Date.now() / 86_400_000 - daysAgo) * 86_400_000).toISOString()

function questions(): Record<string, string> {
  const month = `from=${midnight(29)}`
  const day = `from=${new Date(Date.now() - 86_400_000).toISOString()}`
  return {
    'overview, day': `/api/overview?${day}`,
    'overview, week': `/api/overview?from=${midnight(6)}`,
    'LCP, day': `/api/metrics/lcp?${day}`,
    'LCP, month': `/api/metrics/lcp?${month}`,
    'LCP, month, by browser': `/api/metrics/lcp?${month}&breakdown=browser`,
    'LCP, month, by path': `/api/metrics/lcp?${month}&breakdown=path`,
    'LCP, month, Chrome, by path': `/api/metrics/lcp?${month}&browser=Chrome&breakdown=path`,
    'LCP, month, one path, by os': `/api/metrics/lcp?${month}&path=/page/0&breakdown=os`,
    'INP, month, with errors': `/api/metrics/inp?${month}&hasErrors=true`,
    'errors, month': `/api/errors?${month}`,
    'errors, month, Firefox': `/api/errors?${month}&browser=Firefox`,
    'one error group': `/api/errors/0000000000000001?${month}`,
    list: '/api/submissions',
    'list, Opera (1 in 1,000)': '/api/submissions?browser=Opera',
    'list, no such browser': '/api/submissions?browser=Netscape',
    'list, with errors': '/api/submissions?hasErrors=true',
    'list, path': '/api/submissions?path=/page/17',
    'list, visitor': '/api/submissions?visitorId=visitor-17',
    'list, search, common': '/api/submissions?q=shop',
    'list, search, rare': '/api/submissions?q=page/1999',
    'list, search, error': '/api/submissions?q=problem%20number%20150',
    'list, search, nothing': '/api/submissions?q=xyzzyx',
    'list, a week ago': `/api/submissions?to=${midnight(7)}`,
    'combined: Opera on Linux, month': `/api/metrics/lcp?${month}&browser=Opera&os=Linux`,
  }
}

/** Every answer the dashboard asks for, with few and with many page views in the same month. */
export async function benchQuestions(): Promise<void> {
  const isEmbedded = process.env['BENCH_ENGINE'] === 'embedded'
  const postgres = isEmbedded ? undefined : await startBenchPostgres()
  const dirs: string[] = []
  const subjects: Awaited<ReturnType<typeof startSubject>>[] = []
  try {
    for (const pageViews of [few, many]) {
      const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
      dirs.push(dataDir)
      subjects.push(await startSubject(pageViews, await postgres?.createDatabase(), dataDir))
    }
    console.log(
      `${postgres?.version ?? 'embedded'}; ms, medians of ${rounds} rounds; ${few} and ${many} page views in 30 days\n`,
    )
    console.log(`${'question'.padEnd(34)}${'few'.padStart(9)}${'many'.padStart(9)}${'ratio'.padStart(8)}`)
    for (const [name, url] of Object.entries(questions())) {
      const times = await roundRobin(subjects, rounds, ({ ask }) => ask(url))
      const [a = 0, b = 0] = times.map(median)
      console.log(
        `${name.padEnd(34)}${a.toFixed(1).padStart(9)}${b.toFixed(1).padStart(9)}${(b / a).toFixed(2).padStart(8)}`,
      )
    }
  } finally {
    for (const subject of subjects) await subject.close()
    await postgres?.remove()
    for (const dir of dirs) await rm(dir, { recursive: true, force: true })
  }
}

async function startSubject(pageViews: number, dbUrl: string | undefined, dataDir: string) {
  const storage: Storage = await openStorage({ dbUrl, dataDir, skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  await seed(storage, pageViews)
  const app = await buildApp({
    config: readConfig({}),
    storage,
    logger: pino({ level: 'silent' }),
    token: () => accessToken(token),
    publicDir: tmpdir(),
  })
  return {
    async ask(url: string): Promise<number> {
      const begun = performance.now()
      const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
      return performance.now() - begun
    },
    async close() {
      await app.close()
      await storage.close()
    },
  }
}
