import { type Kysely, sql } from 'kysely'

/**
 * Creates the predecessor's table, or adds our columns to the one it left. No row is changed. The table's own columns keep
 * their names and types: existing SQL goes on working.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists debug_data (
    id serial primary key,
    ip text,
    browser_info text,
    performance_data text,
    fingerprints text,
    errors text,
    timestamp timestamp default current_timestamp
  )`.execute(db)
  await sql`alter table debug_data
    add column if not exists submission_id uuid,
    add column if not exists page text,
    add column if not exists client_timestamp text,
    add column if not exists extra text,
    add column if not exists shard smallint not null default 0`.execute(db)
  await sql`create index debug_data_predecessors on debug_data (id) where submission_id is null`.execute(db)
  await sql`create index debug_data_predecessor_times on debug_data (greatest(nullif(timestamp, timestamp 'infinity'), timestamp '1970-01-01'))
    where submission_id is null`.execute(db)
  await sql`create index debug_data_ip on debug_data (ip) where ip is not null`.execute(db)
  await compressFast(db)
}

/**
 * Compression is most of what storing a submission costs the server, and lz4 takes a third of the time of pglz for the same
 * size. Servers older than 14, and builds without it such as the embedded one, keep what they have.
 */
async function compressFast(db: Kysely<unknown>): Promise<void> {
  await sql`do $$
    declare name text;
    begin
      foreach name in array array['browser_info', 'performance_data', 'fingerprints', 'errors', 'page', 'extra'] loop
        execute format('alter table debug_data alter column %I set compression lz4', name);
      end loop;
    exception when feature_not_supported or syntax_error then null;
    end $$`.execute(db)
}
