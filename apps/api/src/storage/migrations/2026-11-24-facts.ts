import { type Kysely, sql } from 'kysely'
import { indexForSearch } from './index-for-search.ts'

/**
 * Facts leave `submissions`, which only claims ids now, for tables that questions are asked of. Each unique constraint
 * holds the column its table would be distributed by: page_view_id for facts and errors. `docs/data-model.md` says what
 * each column is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table submissions
    drop column page_view_id, drop column sequence, drop column session_id, drop column visitor_id, drop column url,
    drop column referrer, drop column title, drop column browser_name, drop column browser_version,
    drop column os_name, drop column os_version, drop column device, drop column error_count, drop column lcp_ms,
    drop column inp_ms, drop column cls, drop column fcp_ms, drop column ttfb_ms`.execute(db)

  // the number leads to the id through debug_data
  await sql`drop index submissions_debug_data_id`.execute(db)

  await sql`create index debug_data_predecessors on debug_data (id) where submission_id is null`.execute(db)

  await sql`create table page_views (
    page_view_id text collate "C" primary key,
    debug_data_id integer not null,
    sequence integer not null,
    previous_id integer
  )`.execute(db)

  // long before short: no room is lost to alignment
  await sql`create table facts (
    received_at timestamptz(3) not null,
    transferred_bytes bigint,
    url_hash bigint,
    user_agent_hash bigint,
    fingerprint_key bigint,
    lcp_ms double precision,
    inp_ms double precision,
    cls double precision,
    fcp_ms double precision,
    ttfb_ms double precision,
    debug_data_id integer not null,
    sequence integer,
    error_count integer not null,
    resource_count integer,
    extract_version smallint not null,
    is_current boolean not null,
    submission_id uuid not null,
    page_view_id text collate "C" not null,
    has_page_view_id boolean not null,
    session_id text collate "C",
    visitor_id text collate "C",
    fingerprint_hash text collate "C",
    url text,
    referrer text,
    title text,
    host text collate "C",
    path text collate "C",
    browser_name text collate "C",
    browser_version text,
    os_name text collate "C",
    os_version text,
    device text collate "C",
    primary key (page_view_id, debug_data_id)
  ) with (fillfactor = 90)`.execute(db)
  await sql`create index facts_debug_data_id on facts (debug_data_id)`.execute(db)
  await sql`create index facts_received_at on facts (received_at)`.execute(db)
  for (const column of ['browser_name', 'os_name', 'device', 'host', 'path', 'url_hash', 'user_agent_hash']) {
    await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)}, received_at)`.execute(db)
  }
  // of these most rows have none
  for (const column of ['visitor_id', 'fingerprint_hash']) {
    await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)}, received_at)
      where ${sql.id(column)} is not null`.execute(db)
  }
  await sql`create index facts_has_errors on facts (received_at) where error_count > 0`.execute(db)

  await sql`create table errors (
    received_at timestamptz(3) not null,
    message_hash bigint not null,
    debug_data_id integer not null,
    ordinal integer not null,
    count integer not null,
    group_key text collate "C" not null,
    page_view_id text collate "C" not null,
    primary key (page_view_id, debug_data_id, ordinal)
  )`.execute(db)
  await sql`create index errors_group_key on errors (group_key, received_at)`.execute(db)
  await sql`create index errors_message_hash on errors (message_hash, received_at)`.execute(db)
  await sql`create index errors_debug_data_id on errors (debug_data_id)`.execute(db)

  await sql`create table error_groups (
    group_key text collate "C" primary key,
    type text not null,
    name text,
    message text not null,
    source text,
    status text not null default 'open',
    status_since timestamptz(3)
  )`.execute(db)

  await sql`create table texts (
    kind text collate "C" not null,
    hash bigint not null,
    text text not null,
    primary key (kind, hash)
  )`.execute(db)
  await indexForSearch(db)

  await sql`create table fingerprints (fingerprint_key bigint primary key, components text not null)`.execute(db)
  await sql`create table fingerprint_counts (
    component text collate "C" not null,
    value_hash text collate "C" not null,
    page_views bigint not null,
    primary key (component, value_hash)
  )`.execute(db)

  await sql`create table rollups (
    bucket_start timestamptz(0) not null,
    page_views bigint not null,
    page_views_with_errors bigint not null,
    errors bigint not null,
    lcp bigint not null,
    inp bigint not null,
    cls bigint not null,
    fcp bigint not null,
    ttfb bigint not null,
    level text collate "C" not null,
    dimension text collate "C" not null,
    value text collate "C" not null,
    dimension2 text collate "C" not null,
    value2 text collate "C" not null,
    lcp_buckets smallint[] not null,
    lcp_counts integer[] not null,
    inp_buckets smallint[] not null,
    inp_counts integer[] not null,
    cls_buckets smallint[] not null,
    cls_counts integer[] not null,
    fcp_buckets smallint[] not null,
    fcp_counts integer[] not null,
    ttfb_buckets smallint[] not null,
    ttfb_counts integer[] not null,
    primary key (level, dimension, dimension2, value, bucket_start, value2)
  )`.execute(db)
  // to filter by the second, and to tell all values apart within a window
  await sql`create index rollups_second on rollups (level, dimension, dimension2, value2, bucket_start, value)
    where dimension2 <> ''`.execute(db)
  await sql`create index rollups_values on rollups (level, dimension, bucket_start, value)
    where dimension2 = ''`.execute(db)

  await sql`create table rollup_queue (
    debug_data_id integer not null,
    sign smallint not null,
    page_view_id text collate "C" not null
  )`.execute(db)
}
