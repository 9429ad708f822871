import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { migrations } from './migrations/index.ts'

const migrationLock = 3_853_314

/**
 * Brings the tables up to date, in one transaction. Several processes may do so at once: a lock in the database lets
 * one work, and the others wait and find nothing to do. It is a lock of the transaction: a session lock, as the
 * library's own, would never be released through PgBouncer, which runs the next statement in another session.
 *
 * @returns whether there was anything to do
 * @throws the error of the failing migration
 */
export async function migrate(db: Database): Promise<boolean> {
  if (await isUpToDate(db)) return false
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw error
    return results.length > 0
  })
}

/** Checked first, since the library would read the columns of all tables, and at nearly every start there is nothing to do. */
async function isUpToDate(db: Database): Promise<boolean> {
  const { rows: tables } = await sql<{ is: boolean }>`select to_regclass('kysely_migration') is not null as is`.execute(
    db,
  )
  if (!tables[0]?.is) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name).join() === Object.keys(migrations).toSorted().join()
}
