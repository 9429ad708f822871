import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { accessToken } from '../../apps/api/src/access/access-token.ts'
import { buildApp } from '../../apps/api/src/app.ts'
import { readConfig } from '../../apps/api/src/config.ts'
import { Refusals } from '../../apps/api/src/operating/refusals.ts'
import { tidyTables } from '../../apps/api/src/rollups/add-to-rollups.ts'
import { openStorage, type Storage } from '../../apps/api/src/storage/storage.ts'
import { startBenchPostgres } from '../postgres.ts'
import { median } from '../statistics.ts'
import { asked } from './asked.ts'
import { goOn, isSeeded, seed, withoutLimits } from './seed.ts'
import { typedColumns } from './typed-columns.ts'

const isEmbedded = process.env['BENCH_ENGINE'] === 'embedded'
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const pageViews = Number(process.env['BENCH_MANY'] ?? 1_000_000)
/** Address or directory of a database to keep between runs: filled if it is empty. */
const kept = process.env['BENCH_KEPT']
/** Parts of the names of questions to run; empty runs all. */
const only = (process.env['BENCH_ONLY'] ?? '').split('|')
const token = 'bench'
const tokenHeader = { authorization: `Bearer ${token}` }

/** Goals in milliseconds: answers from rollups, answers from page views or a sample, a page of the list, and a page of a rare combination. */
const goals = { plain: 150, combined: 500, list: 50, rareList: 500 }
const combined = ['Chrome on Windows', 'Windows on phones', 'combined:']

/** Measures every question of the dashboard over thirty days of page views. */
export async function benchQuestions(): Promise<void> {
  const postgres = isEmbedded || kept ? undefined : await startBenchPostgres()
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
  const place = kept ?? (postgres ? await postgres.createDatabase() : dataDir)
  const [dbUrl, dir] = isEmbedded ? [undefined, place] : [place, '']
  const storage = await openStorage({ dbUrl, dataDir: dir, skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  const app = await buildApp({
    refusals: new Refusals(),
    config: await readConfig({}),
    storage,
    logger: pino({ level: 'silent' }),
    token: () => accessToken(token),
    publicDir: tmpdir(),
  })
  try {
    await fill(storage, dbUrl)
    const engine = postgres?.version ?? (isEmbedded ? 'embedded' : 'PostgreSQL')
    console.log(`${engine}; ms, medians of ${rounds} rounds; ${pageViews} page views in 30 days\n`)
    console.log(`${'question'.padEnd(44)}${'ms'.padStart(9)}${'goal'.padStart(7)}${'typed columns'.padStart(16)}`)
    let missed = 0
    const questions = [...asked(pageViews, Date.now())].filter(([name]) => only.some((part) => name.includes(part)))
    for (const [name, url] of questions) {
      const tookMs = await measure(async () => {
        const answer = await app.inject({ url, headers: tokenHeader })
        if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
      })
      const goal = goalOf(name)
      const byHand = typedColumns[name]
      const handMs = byHand && (await measure(() => byHand(dbUrl === undefined ? storage.db : storage.unlimitedDb)))
      if (tookMs > goal) missed++
      const ratio = handMs === undefined ? '' : `${handMs.toFixed(0)} (${(handMs / tookMs).toFixed(0)} x)`
      console.log(
        `${name.padEnd(44)}${tookMs.toFixed(1).padStart(9)}${String(goal).padStart(7)}${ratio.padStart(16)}${tookMs > goal ? '  above' : ''}`,
      )
    }
    console.log(`\n${questions.length - missed} of ${questions.length} questions within their goals`)
  } finally {
    await app.close()
    await storage.close()
    await postgres?.remove()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function goalOf(name: string): number {
  const isCombined = combined.some((part) => name.includes(part))
  if (name.startsWith('list')) return isCombined ? goals.rareList : goals.list
  return isCombined ? goals.combined : goals.plain
}

/** Returns the median in ms, after one warm-up. */
async function measure(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now()
    await run()
    if (round > 0) times.push(performance.now() - begun)
  }
  return median(times)
}

async function fill(storage: Storage, dbUrl: string | undefined): Promise<void> {
  if (!(await isSeeded(storage))) await seed(storage, dbUrl, pageViews)
  const own = dbUrl === undefined ? undefined : withoutLimits(dbUrl)
  await goOn(own ?? storage.db, pageViews)
  await tidyTables(own ?? storage.db)
  await own?.destroy()
}
