import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { makePartitions } from '../partitions.ts'
import { indexForSearch } from './index-for-search.ts'

/**
 * Creates our own tables; `docs/data-model.md` describes each column. Wide columns come before narrow ones, so that no room is
 * lost to alignment. `shard` stands in keys and rows where alignment leaves room for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSubmissions(db)
  await createFacts(db)
  await createSamples(db)
  await createErrors(db)
  await createRollups(db)
  await sql`create table settings (key text primary key, value text not null)`.execute(db)
  await sql`create table shards (shard smallint primary key)`.execute(db)
  await sql`insert into shards values (0)`.execute(db)
}

async function createSubmissions(db: Kysely<unknown>): Promise<void> {
  await sql`create table submissions (
    submission_id uuid primary key,
    debug_data_id integer not null,
    shard smallint not null default 0,
    received_at timestamptz not null
  )`.execute(db)
  await sql`create table page_views (
    page_view_id text collate "C" not null,
    shard smallint not null default 0,
    debug_data_id integer not null,
    sequence integer not null,
    previous_id integer,
    received_at timestamptz(3) not null,
    previous_at timestamptz(3),
    primary key (page_view_id, shard)
  )`.execute(db)
  await sql`create table texts (
    kind text collate "C" not null,
    hash bigint not null,
    shard smallint not null default 0,
    text text not null,
    primary key (hash, kind, shard)
  )`.execute(db)
  await indexForSearch(db)
  await sql`create table fingerprints (
    fingerprint_key bigint not null,
    shard smallint not null default 0,
    components text not null,
    primary key (fingerprint_key, shard)
  )`.execute(db)
}

async function createFacts(db: Kysely<unknown>): Promise<void> {
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
    sample_tier smallint not null,
    shard smallint not null default 0,
    is_current boolean not null,
    submission_id uuid not null,
    page_view_id text collate "C" not null,
    has_page_view_id boolean not null,
    session_id text collate "C",
    visitor_id text collate "C",
    fingerprint_hash text collate "C",
    url text,
    referrer text,
    referrer_host text collate "C",
    title text,
    host text collate "C",
    path text collate "C",
    browser_name text collate "C",
    browser_version text,
    os_name text collate "C",
    os_version text,
    device text collate "C",
    primary key (page_view_id, shard, debug_data_id, received_at)
  ) partition by range (received_at)`.execute(db)
  await sql`create index facts_debug_data_id on facts (debug_data_id)`.execute(db)
  await sql`create index facts_received_at on facts (received_at)`.execute(db)
  for (const column of ['browser_name', 'os_name', 'device', 'host', 'path', 'url_hash', 'user_agent_hash']) {
    await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)}, received_at)`.execute(db)
  }
  // most rows have no value of these
  for (const column of ['visitor_id', 'fingerprint_hash']) {
    await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)}, received_at)
      where ${sql.id(column)} is not null`.execute(db)
  }
  await sql`create index facts_has_errors on facts (received_at) where error_count > 0`.execute(db)
  // page views far beyond "poor" are few, and are what people look for first
  await sql`create index facts_slow on facts (received_at, lcp_ms, inp_ms, cls, fcp_ms, ttfb_ms)
    where lcp_ms > 8000 or inp_ms > 1000 or cls > 0.5 or fcp_ms > 6000 or ttfb_ms > 3600`.execute(db)
  await makePartitions(db as Database)
}

/** Creates the sample: a narrow copy of every fourth page view, each tier in a partition of its own, so that reading one reads no other. */
async function createSamples(db: Kysely<unknown>): Promise<void> {
  await sql`create table page_view_samples (
    received_at timestamptz(3) not null,
    url_hash bigint,
    user_agent_hash bigint,
    debug_data_id integer not null,
    error_count integer not null,
    lcp_ms real,
    inp_ms real,
    cls real,
    fcp_ms real,
    ttfb_ms real,
    sample_tier smallint not null,
    shard smallint not null default 0,
    visitor_id text collate "C",
    fingerprint_hash text collate "C",
    referrer_host text collate "C",
    host text collate "C",
    path text collate "C",
    browser_name text collate "C",
    os_name text collate "C",
    device text collate "C",
    primary key (received_at, debug_data_id, shard, sample_tier)
  ) partition by list (sample_tier)`.execute(db)
  for (const tier of [1, 2, 3, 4]) {
    await sql`create table ${sql.id(`page_view_samples_${tier}`)} partition of page_view_samples
      for values in (${sql.lit(tier)})`.execute(db)
  }
}

async function createErrors(db: Kysely<unknown>): Promise<void> {
  await sql`create table errors (
    received_at timestamptz(3) not null,
    message_hash bigint not null,
    debug_data_id integer not null,
    ordinal integer not null,
    count integer not null,
    shard smallint not null default 0,
    group_key text collate "C" not null,
    page_view_id text collate "C" not null,
    primary key (debug_data_id, ordinal, shard)
  )`.execute(db)
  await sql`create index errors_group_key on errors (group_key, received_at)`.execute(db)
  await sql`create index errors_message_hash on errors (message_hash, received_at)`.execute(db)
  await sql`create table error_groups (
    group_key text collate "C" primary key,
    type text not null,
    name text,
    message text not null,
    source text,
    noise text,
    status text not null default 'open',
    status_since timestamptz(3)
  )`.execute(db)
}

async function createRollups(db: Kysely<unknown>): Promise<void> {
  await sql`create table page_view_rollups (
    bucket_start timestamptz(0) not null,
    page_views bigint not null,
    page_views_with_errors bigint not null,
    errors bigint not null,
    lcp bigint not null,
    inp bigint not null,
    cls bigint not null,
    fcp bigint not null,
    ttfb bigint not null,
    shard smallint not null default 0,
    is_bot boolean not null,
    level text collate "C" not null,
    dimension text collate "C" not null,
    value text collate "C" not null,
    lcp_histogram bytea not null,
    inp_histogram bytea not null,
    cls_histogram bytea not null,
    fcp_histogram bytea not null,
    ttfb_histogram bytea not null,
    primary key (level, dimension, value, bucket_start, is_bot, shard)
  )`.execute(db)
  // a breakdown reads every value of a window, each of which lies on another page of the table
  await sql`create index page_view_rollups_values on page_view_rollups (level, dimension, bucket_start, value)
    include (is_bot, page_views, lcp, inp, cls, fcp, ttfb)`.execute(db)
  await sql`create table error_rollups (
    bucket_start timestamptz(0) not null,
    errors bigint not null,
    page_views bigint not null,
    shard smallint not null default 0,
    is_bot boolean not null,
    level text collate "C" not null,
    dimension text collate "C" not null,
    value text collate "C" not null,
    group_key text collate "C" not null,
    primary key (level, dimension, value, bucket_start, group_key, is_bot, shard) include (errors, page_views)
  )`.execute(db)
  await sql`create index error_rollups_group on error_rollups (group_key, level, dimension, bucket_start)`.execute(db)
  await sql`create table rollup_queue (
    received_at timestamptz(3) not null,
    debug_data_id integer not null,
    sign smallint not null,
    shard smallint not null default 0,
    page_view_id text collate "C" not null
  )`.execute(db)
  // without statistics the planner takes the columns for independent and expects twenty times the rows
  await sql`create statistics page_view_rollups_kinds (mcv) on level, dimension from page_view_rollups`.execute(db)
  await sql`create statistics error_rollups_kinds (mcv) on level, dimension from error_rollups`.execute(db)
}
