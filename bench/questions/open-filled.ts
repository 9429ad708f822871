import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tidyTables } from '../../apps/api/src/rollups/add-to-rollups.ts'
import { openStorage, type Storage } from '../../apps/api/src/storage/storage.ts'
import { startBenchPostgres } from '../postgres.ts'
import { median } from '../statistics.ts'
import { goOn, isSeeded, seed, withoutLimits } from './seed.ts'

export const isEmbedded = process.env['BENCH_ENGINE'] === 'embedded'
export const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
export const pageViews = Number(process.env['BENCH_MANY'] ?? 1_000_000)
/** Address or directory of a database to keep between runs: filled if it is empty. */
const kept = process.env['BENCH_KEPT']

/** Opens a database with thirty days of page views: a new one, or the one that is kept. */
export async function openFilled(): Promise<{ storage: Storage; engine: string; close: () => Promise<void> }> {
  const postgres = isEmbedded || kept ? undefined : await startBenchPostgres()
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
  const place = kept ?? (postgres ? await postgres.createDatabase() : dataDir)
  const [dbUrl, dir] = isEmbedded ? [undefined, place] : [place, '']
  const storage = await openStorage({ dbUrl, dataDir: dir, skipDb: false }, { info() {}, warn() {} })
  await storage.ready
  await fill(storage, dbUrl)
  return {
    storage,
    engine: postgres?.version ?? (isEmbedded ? 'embedded' : 'PostgreSQL'),
    close: async () => {
      await storage.close()
      await postgres?.remove()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Returns the median in ms, after one warm-up. */
export async function measure(run: () => Promise<unknown>): Promise<number> {
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
