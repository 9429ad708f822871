import { type Kysely, sql } from 'kysely'

/**
 * Error groups beyond those that a day keeps in pairs are kept by themselves. A process of the version before would leave those
 * out: it does not know `scheme`, as `layout` is called now, and cannot write; what it stores stays queued for the rollups.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // who keeps the rollups waits
  await sql`select pg_advisory_xact_lock(7203114)`.execute(db)
  await sql`alter table rollups rename column layout to scheme`.execute(db)
}
