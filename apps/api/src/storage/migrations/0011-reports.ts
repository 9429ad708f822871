import { type Kysely, sql } from 'kysely'

/**
 * Marks what browsers report by themselves: it raises error occurrences and is no page view. The sample has the column because
 * filters name the columns of both tables alike; no report is in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table debug_data add column inlet text`.execute(db)
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} add column is_report boolean not null default false`.execute(db)
  }
  await sql`create index facts_reports on facts (received_at) where is_report`.execute(db)
}
