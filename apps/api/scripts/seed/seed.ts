/**
 * Fills a database with believable submissions of the last 14 days, the same at every run but for the time: for development,
 * pictures, trying out. Stop the server before. node scripts/seed/seed.ts [--count NUMBER] [--if-empty]
 *
 * With --if-empty an embedded database that has submissions, and every PostgreSQL, is left as it is.
 */
import { parseArgs } from 'node:util'
import { dayMs } from '@collector/schema/catalogue'
import { sql } from 'kysely'
import { readConfig } from '../../src/config.ts'
import { createIngest } from '../../src/ingest/ingest-submission.ts'
import { rollUpQueue } from '../../src/rollups/roll-up-queue.ts'
import { ensurePartitions } from '../../src/storage/partitions.ts'
import { openStorage, type Storage } from '../../src/storage/storage.ts'
import { madeUpSubmission, makeVisitor } from './made-up-submission.ts'
import { Random } from './random.ts'

const days = 14
const batchSize = 64

const { values } = parseArgs({ options: { count: { type: 'string' }, 'if-empty': { type: 'boolean' } } })
const config = await readConfig(process.env)
const count = Number(values.count ?? 4000)

if (!values['if-empty'] || config.dbUrl === undefined) {
  const storage = await openStorage(config, { info() {}, warn: (message) => console.warn(message) })
  await storage.ready
  const { rows } = await sql`select from debug_data limit 1`.execute(storage.db)
  if (rows.length === 0 || !values['if-empty']) await seed(storage)
  await storage.close()
}

async function seed(storage: Storage): Promise<void> {
  const random = new Random(20_261_123)
  const visitors = Array.from({ length: Math.ceil(count / 6) }, () => makeVisitor(random))
  const times = Array.from({ length: count }, () => timeOf(random)).toSorted((a, b) => a.getTime() - b.getTime())
  const ingest = createIngest(storage)

  for (let first = 0; first < count; first += batchSize) {
    const some = times.slice(first, first + batchSize)
    const stored = await Promise.all(
      some.map((at) => {
        const visitor = visitors[random.integer(0, visitors.length - 1)] as (typeof visitors)[number]
        const body = madeUpSubmission(random, visitor, at)
        const bytes = Buffer.from(JSON.stringify(body))
        return ingest({ bytes, ip: visitor.ip, userAgent: visitor.device.userAgent })
      }),
    )
    await backdate(
      storage,
      // numbers are given in another order than they were asked for
      stored.map(({ id }) => id).toSorted((a, b) => a - b),
      some,
    )
    if (process.stderr.isTTY) process.stderr.write(`\rseeding ${Math.min(first + batchSize, count)} of ${count}`)
  }
  await rollUpQueue(storage.db)
  console.info(`\n${count} submissions of the last ${days} days are in the database`)
}

/** More by day than by night, and today only up to now. */
function timeOf(random: Random): Date {
  for (;;) {
    const at = new Date(Date.now() - random.next() * days * dayMs)
    const isBusy = 1 - Math.cos(((at.getUTCHours() - 3) / 12) * Math.PI)
    if (random.chance(0.15 + 0.4 * isBusy)) return at
  }
}

/** The rows were received now: before they are rolled up, their times are set to the made-up ones. */
async function backdate({ db }: Storage, ids: number[], times: Date[]): Promise<void> {
  const received = sql`(select * from unnest(${ids}::int[], ${times.map((at) => at.toISOString())}::timestamptz[])) r (id, at)`
  await ensurePartitions(db, times)
  await db.transaction().execute(async (trx) => {
    await sql`update debug_data d set timestamp = r.at at time zone 'UTC' from ${received} where d.id = r.id`.execute(
      trx,
    )
    for (const table of ['submissions', 'page_views', 'facts', 'errors', 'rollup_queue']) {
      await sql`update ${sql.table(table)} t set received_at = r.at from ${received} where t.debug_data_id = r.id`.execute(
        trx,
      )
    }
  })
}
