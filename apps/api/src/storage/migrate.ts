import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import { migrations } from './migrations/index.ts'

const migrationLock = 3_853_314

/**
 * Brings the tables up to date, in one transaction. Several processes may do so at once: a lock in the database lets one work
 * and the others wait and find nothing left to do. The lock is the transaction's: one of the session, as the library's own
 * is, would never be given back through PgBouncer, which gives the next statement to another session.
 *
 * @returns whether there was anything to do
 * @throws what the failing migration threw
 */
export async function migrate(db: Database): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw error
    return results.length > 0
  })
}
