import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createIngest } from '../apps/api/src/ingest/ingest-submission.ts'
import { rollUpQueue } from '../apps/api/src/rollups/roll-up-queue.ts'
import { openStorage } from '../apps/api/src/storage/storage.ts'
import { idPlaceholder, payloads } from './ingest/payload.ts'
import { startBenchPostgres } from './postgres.ts'

const submissions = Number(process.env['BENCH_SUBMISSIONS'] ?? 20_000)
const pages = 300
const perBatch = 64

/** Measures bytes on disk for each byte received, with indexes, facts and rollups, by table. */
export async function benchStorage(): Promise<void> {
  const postgres = await startBenchPostgres()
  const dbUrl = await postgres.createDatabase()
  const storage = await openStorage({ dbUrl, dataDir: '', skipDb: false }, { info() {}, warn() {} })
  try {
    await storage.ready
    const ingest = createIngest(storage)
    const before = await diskBytes(storage.db)
    let received = 0
    for (let done = 0; done < submissions; done += perBatch) {
      await Promise.all(
        Array.from({ length: Math.min(perBatch, submissions - done) }, (_, n) => {
          const text = submission(done + n)
          const bytes = Buffer.from(text)
          received += bytes.length
          return ingest({ bytes, ip: `203.0.113.${n}`, userAgent: undefined })
        }),
      )
      process.stderr.write(`\rstoring ${done} of ${submissions}   `)
    }
    process.stderr.write('\r                                  \r')
    await rollUpQueue(storage.db)
    await sql`vacuum (analyze)`.execute(storage.db)
    const share = ((await diskBytes(storage.db)) - before) / received
    console.log(
      `${submissions} submissions of ${Math.round(received / submissions)} bytes, ${postgres.version}\n` +
        `bytes on disk / bytes received = ${share.toFixed(2)} (goal: at most 0.55)\n`,
    )
    const { rows } = await sql<{ table: string; rows: number; indexes: number }>`select relname as "table",
        (pg_table_size(oid) / ${submissions})::int as rows, (pg_indexes_size(oid) / ${submissions})::int as indexes
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and pg_total_relation_size(oid) > ${submissions}
      order by pg_total_relation_size(oid) desc`.execute(storage.db)
    console.table(
      rows.map(({ table, rows, indexes }) => ({ table, 'bytes a submission': rows, 'its indexes': indexes })),
    )
  } finally {
    await storage.close()
    await postgres.remove()
  }
}

/** Returns a typical submission that differs between page views, so that compression is realistic. */
function submission(n: number): string {
  return payloads
    .sdk()
    .replaceAll(idPlaceholder, randomUUID())
    .replace('/products/', `/products/${n % pages}/`)
    .replaceAll(/"(duration|startTime|size|value)":(\d+)/g, (_, name, value) => `"${name}":${Number(value) + (n % 89)}`)
}

async function diskBytes(db: Awaited<ReturnType<typeof openStorage>>['db']): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database())::float8 as bytes`.execute(
    db,
  )
  return rows[0]?.bytes ?? Number.NaN
}
