import { type Kysely, sql } from 'kysely'

/**
 * The predecessor's table, which may exist already with rows in it, and ours beside it. A submission's id is unique in a
 * table of its own, not in debug_data, so that both could be distributed over several servers by their own keys.
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
    add column if not exists extra text`.execute(db)

  await sql`create table submissions (
    submission_id uuid primary key,
    debug_data_id integer not null,
    received_at timestamptz not null,
    page_view_id text,
    sequence integer,
    session_id text,
    visitor_id text,
    url text,
    referrer text,
    title text,
    browser_name text,
    browser_version text,
    os_name text,
    os_version text,
    device text,
    error_count integer not null,
    lcp_ms double precision,
    inp_ms double precision,
    cls double precision,
    fcp_ms double precision,
    ttfb_ms double precision
  )`.execute(db)
  await sql`create index submissions_debug_data_id on submissions (debug_data_id)`.execute(db)

  await sql`create table settings (key text primary key, value text not null)`.execute(db)
}
