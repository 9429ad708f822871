import { type Kysely, sql } from 'kysely'

/**
 * Occurrences that are noise. Earlier rows have none until their facts are extracted again, as in the rollups that they were
 * added to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column noise_count integer not null default 0`.execute(db)
  }
}
