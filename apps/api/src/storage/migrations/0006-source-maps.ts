import { type Kysely, sql } from 'kysely'

/** Creates the tables of uploaded source maps: each content once, the scripts that it is the map of, and parts of bundles that are still coming. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table source_maps (
    content_hash text collate "C" primary key,
    bytes integer not null,
    compressed_bytes integer not null,
    sources integer not null,
    map bytea not null
  )`.execute(db)
  // it is compressed already
  await sql`alter table source_maps alter column map set storage external`.execute(db)
  await sql`create table mapped_scripts (
    id uuid primary key,
    debug_id uuid not null,
    uploaded_at timestamptz(3) not null default now(),
    last_used_at timestamptz(3),
    name text not null,
    file_name text collate "C" not null,
    release text,
    content_hash text collate "C" not null
  )`.execute(db)
  await sql`create table bundle_chunks (
    chunk_hash text collate "C" primary key,
    uploaded_at timestamptz(3) not null default now(),
    content bytea not null
  )`.execute(db)
  await sql`create index mapped_scripts_debug_id on mapped_scripts (debug_id)`.execute(db)
  await sql`create index mapped_scripts_file_name on mapped_scripts (file_name)`.execute(db)
  await sql`create index mapped_scripts_content_hash on mapped_scripts (content_hash)`.execute(db)
  await sql`create index mapped_scripts_uploaded_at on mapped_scripts (uploaded_at, id)`.execute(db)
}
