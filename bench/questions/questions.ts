import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { accessToken } from '../../apps/api/src/access/access-token.ts'
import { buildApp } from '../../apps/api/src/app.ts'
import { readConfig } from '../../apps/api/src/config.ts'
import { pairHours } from '../../apps/api/src/jobs/pair-hours.ts'
import { openStorage, type Storage } from '../../apps/api/src/storage/storage.ts'
import { tidyTables } from '../../apps/api/src/storage/tables/rollups.ts'
import { startBenchPostgres } from '../postgres.ts'
import { median, roundRobin } from '../statistics.ts'
import { asked } from './asked.ts'
import { goOn, isSeeded, seed, withoutLimits } from './seed.ts'

const isEmbedded = process.env['BENCH_ENGINE'] === 'embedded'
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const few = Number(process.env['BENCH_FEW'] ?? 100_000)
const many = Number(process.env['BENCH_MANY'] ?? 1_000_000)
/** Two databases (PostgreSQL's addresses, or directories) that are kept: filled if they are empty. */
const kept = process.env['BENCH_KEPT']?.split(',')
/** Only questions whose name has this in it. */
const only = (process.env['BENCH_ONLY'] ?? '').split('|')
const token = 'bench'

const goals = { ratio: 1.5, ms: 300, listMs: 50 }
/** What is answered sooner is asked again and again, for so long. */
const measuredMs = 30

/** Every answer the dashboard asks for, with few and with many page views in the same month. */
export async function benchQuestions(): Promise<void> {
  const postgres = isEmbedded || kept ? undefined : await startBenchPostgres()
  const subjects: Awaited<ReturnType<typeof startSubject>>[] = []
  const dirs: string[] = []
  try {
    for (const [index, pageViews] of [few, many].entries()) {
      const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
      dirs.push(dataDir)
      const place = kept?.[index] ?? (postgres ? await postgres.createDatabase() : dataDir)
      subjects.push(await startSubject(pageViews, place))
    }
    const now = Date.now()
    const addresses = [few, many].map((pageViews) => asked(pageViews, now))
    const names = [...(addresses[0]?.keys() ?? [])].filter((name) => only.some((part) => name.includes(part)))
    console.log(
      `${postgres?.version ?? (isEmbedded ? 'embedded' : 'PostgreSQL')}; ms, medians of ${rounds} rounds in turns; ${few} and ${many} page views in 30 days\n`,
    )
    console.log(`${'question'.padEnd(44)}${'few'.padStart(9)}${'many'.padStart(9)}${'ratio'.padStart(8)}`)
    let missed = 0
    for (const name of names) {
      const times = await roundRobin([0, 1], rounds, (subject) =>
        time(() => subjects[subject]?.ask(addresses[subject]?.get(name) as string)),
      )
      const [a = 0, b = 0] = times.map(median)
      const misses = missedGoals(name, a, b)
      if (misses.length > 0) missed++
      console.log(
        `${name.padEnd(44)}${a.toFixed(1).padStart(9)}${b.toFixed(1).padStart(9)}${(b / a).toFixed(2).padStart(8)}  ${misses.join(', ')}`,
      )
    }
    console.log(`\n${names.length - missed} of ${names.length} questions within all goals`)
  } finally {
    for (const subject of subjects) await subject.close()
    await postgres?.remove()
    for (const dir of dirs) await rm(dir, { recursive: true, force: true })
  }
}

function missedGoals(name: string, fewMs: number, manyMs: number): string[] {
  return [
    ...(manyMs / fewMs > goals.ratio ? [`above ${goals.ratio}`] : []),
    ...(manyMs > goals.ms ? [`above ${goals.ms} ms`] : []),
    ...(name.startsWith('list') && manyMs > goals.listMs ? [`above ${goals.listMs} ms`] : []),
  ]
}

async function time(ask: () => Promise<void> | undefined): Promise<number> {
  const begun = performance.now()
  let asks = 0
  do {
    await ask()
    asks++
  } while (performance.now() - begun < measuredMs)
  return (performance.now() - begun) / asks
}

async function startSubject(pageViews: number, place: string) {
  const [dbUrl, dataDir] = isEmbedded ? [undefined, place] : [place, '']
  const storage: Storage = await openStorage({ dbUrl, dataDir, skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  if (!(await isSeeded(storage))) await seed(storage, dbUrl, pageViews)
  const own = dbUrl === undefined ? undefined : withoutLimits(dbUrl)
  const patient = own ?? storage.db
  await goOn(patient, pageViews)
  // as the jobs do
  await pairHours(patient)
  await tidyTables(patient)
  await own?.destroy()
  const app = await buildApp({
    config: readConfig({}),
    storage,
    logger: pino({ level: 'silent' }),
    token: () => accessToken(token),
    publicDir: tmpdir(),
  })
  return {
    async ask(url: string): Promise<void> {
      const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
    },
    async close() {
      await app.close()
      await storage.close()
    },
  }
}
