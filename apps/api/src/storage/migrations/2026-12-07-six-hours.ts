import { type Kysely, sql } from 'kysely'

/**
 * Hours that have pairs are in the rollups of their six hours, too. Those that have them already are not: their pairs are
 * forgotten, and the job makes both. A process of the version before would leave the six hours out: without `form` it cannot
 * write, and what it stores stays queued for the rollups.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // who keeps the rollups waits
  await sql`select pg_advisory_xact_lock(7203114)`.execute(db)
  await sql`alter table rollups add column form smallint not null default 2`.execute(db)
  await sql`alter table rollups alter column form drop default`.execute(db)
  await sql`delete from rollups where level = 'hour' and (dimension2 <> '' or dimension = 'paired')`.execute(db)
}
