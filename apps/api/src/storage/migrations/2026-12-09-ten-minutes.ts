import { type Kysely, sql } from 'kysely'

/**
 * Page views of the last hours are in rollups of ten minutes, too. A process of the version before would leave those out: it
 * does not know `layout`, as `form` is called now, and cannot write; what it stores stays queued for the rollups.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // who keeps the rollups waits
  await sql`select pg_advisory_xact_lock(7203114)`.execute(db)
  await sql`alter table rollups rename column form to layout`.execute(db)
}
