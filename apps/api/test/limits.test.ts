import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, test, vi } from 'vitest'
import { tidyTables } from '../src/rollups/add-to-rollups.ts'
import type { Database } from '../src/storage/database.ts'
import { createPostgresDatabase, opened, openPostgres } from './support/databases.ts'

/** Through PgBouncer the limit is the role's to have. */
const isPooled = inject('postgresUrl').includes('pgbouncer')

test.skipIf(isPooled)('a statement has a limit of ten seconds, background work has none', async () => {
  const { storage } = await openPostgres()
  const limitOf = async (db: Database) => {
    const { rows } = await sql<Record<string, string>>`show statement_timeout`.execute(db)
    return Object.values(rows[0] ?? {})
  }
  expect([await limitOf(storage.db), await limitOf(storage.readDb)]).toEqual([['10s'], ['10s']])
  expect(await limitOf(storage.unlimitedDb)).toEqual(['0'])
  await storage.close()
})

test.skipIf(isPooled)('closing cancels background work', async () => {
  const dbUrl = await createPostgresDatabase()
  const { storage } = await opened({ dbUrl, dataDir: '', skipDb: false })
  const holding = new pg.Client({ connectionString: dbUrl })
  await holding.connect()
  await holding.query('begin; lock table page_view_rollups')
  const tidying = tidyTables(storage.unlimitedDb).catch((error) => error.code)
  await vi.waitFor(async () => {
    const { rows } = await sql`select from pg_locks where relation = 'page_view_rollups'::regclass and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(storage.db)
    expect(rows).toHaveLength(1)
  }, 30_000)
  await storage.close()
  expect(await tidying).toBe('57014')
  await holding.end()
})
