/**
 * At a release: writes what this version's tables are, with some rows, into test/schemas, so that every later version is
 * tested on it.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { mock } from 'node:test'
import { startPostgres } from '@collector/testing/postgres'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createIngest } from '../src/ingest/ingest-submission.ts'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Tables } from '../src/storage/database.ts'
import { migrate } from '../src/storage/migrate.ts'

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

// here and in the database it is always the same time, so that a second run writes the same
const now = new Date('2026-11-23T12:00:00Z')
mock.timers.enable({ apis: ['Date'], now })

const server = await startPostgres()
const statements: string[] = []
let isRecording = false
const db = new Kysely<Tables>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: await server.createDatabase(), max: 1 }) }),
  plugins: [new CamelCasePlugin()],
  log: ({ query }) => {
    if (isRecording && /^\s*(create|alter|drop|do|comment)\b/i.test(query.sql)) statements.push(query.sql)
  },
})
await sql`create schema fixed`.execute(db)
await sql`create function fixed.now() returns timestamptz language sql return ${sql.lit(now.toISOString())}::timestamptz`.execute(
  db,
)
await sql`set search_path = public, fixed, pg_catalog`.execute(db)
isRecording = true
await migrate(db)
isRecording = false

// of the predecessor, of a page view that is replaced, and of one with errors
await sql`insert into debug_data (ip, browser_info, timestamp)
  values ('10.0.0.1', '{''userAgent'': ''old''}', ${now})`.execute(db)
const ingest = createIngest({ db, pipelines: false, isUnavailable: () => false, noteWrite() {} })
for (let n = 0; n < 6; n++) {
  const body = {
    submissionId: `00000000-0000-4000-8000-00000000000${n}`,
    page: { url: `https://shop.example/p/${n}`, pageViewId: `view-${n % 4}`, sequence: 1 + Math.floor(n / 4) },
    performance: { vitals: { lcp: { value: 1000 + 100 * n } } },
    fingerprints: { hash: `f${n % 2}`, components: { canvas: { value: n % 2, durationMs: 1 } } },
    errors: n % 2 === 0 ? [] : [{ type: 'error', message: `problem ${n}`, source: 'https://shop.example/app.js' }],
  }
  const bytes = Buffer.from(JSON.stringify(body))
  await ingest({ bytes, ip: '203.0.113.9', userAgent })
}
await rollUpQueue(db)

const tables = await sql<{ name: string }>`select relname as name from pg_class
  where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by relname`.execute(
  db,
)
const rows: Record<string, unknown[]> = {}
for (const { name } of tables.rows) {
  // as text of the database: nothing is lost to JavaScript's numbers and times
  const result = await sql<{ rows: string | null }>`select json_agg(t)::text as rows from ${sql.table(name)} t`.execute(
    db,
  )
  const some = JSON.parse(result.rows[0]?.rows ?? '[]')
  if (some.length > 0) rows[name] = some
}
await writeFile(
  new URL(`../test/schemas/${version}.json`, import.meta.url),
  `${JSON.stringify({ version, statements, rows }, null, 2)}\n`,
)
await db.destroy()
await server.remove()
