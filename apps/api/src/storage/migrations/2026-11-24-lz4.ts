import { type Kysely, sql } from 'kysely'

/**
 * Compressing is most of what storing a submission costs the server, and lz4 takes a third of the time of pglz for the same
 * size. Servers older than 14, and builds without it as the embedded one, keep what they have.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`do $$
    declare name text;
    begin
      foreach name in array array['browser_info', 'performance_data', 'fingerprints', 'errors', 'page', 'extra'] loop
        execute format('alter table debug_data alter column %I set compression lz4', name);
      end loop;
    exception when feature_not_supported or syntax_error then null;
    end $$`.execute(db)
}
