import { type Kysely, sql } from 'kysely'

const phases = [
  'lcp_time_to_first_byte',
  'lcp_resource_load_delay',
  'lcp_resource_load_duration',
  'lcp_element_render_delay',
  'inp_input_delay',
  'inp_processing_duration',
  'inp_presentation_delay',
  'cls_largest_shift_time',
  'fcp_time_to_first_byte',
  'fcp_first_byte_to_fcp',
  'ttfb_waiting_duration',
  'ttfb_cache_duration',
  'ttfb_dns_duration',
  'ttfb_connection_duration',
  'ttfb_request_duration',
]
const reasons = ['lcp_reason', 'inp_reason', 'cls_reason']

/** Page views know why their vitals are what they are, and whether they are visits of our own pages; rollups keep those apart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table reasons (
    reason_key bigint not null,
    shard smallint not null default 0,
    is_preloaded boolean,
    is_third_party boolean,
    metric text collate "C" not null,
    target text collate "C",
    url text,
    event_type text collate "C",
    script_host text collate "C",
    script_path text collate "C",
    script_function text collate "C",
    primary key (reason_key, shard)
  )`.execute(db)
  await sql`create index reasons_target on reasons (metric, target)`.execute(db)
  const columns = [
    ...reasons.map((name) => sql`add column ${sql.id(name)} bigint`),
    ...phases.map((name) => sql`add column ${sql.id(name)} real`),
    sql`add column is_own boolean not null default false`,
  ]
  for (const table of ['facts', 'page_view_samples']) {
    await sql`alter table ${sql.id(table)} ${sql.join(columns)}`.execute(db)
  }
  // one reason is in very many rows, which an index holds in few bytes each
  for (const column of reasons) {
    await sql`create index ${sql.id(`facts_${column}`)} on facts (${sql.id(column)})
      where ${sql.id(column)} is not null`.execute(db)
  }
  await keepOwnApart(db)
}

async function keepOwnApart(db: Kysely<unknown>): Promise<void> {
  for (const table of ['page_view_rollups', 'error_rollups']) {
    await sql`alter table ${sql.id(table)} drop constraint ${sql.id(`${table}_pkey`)},
      add column is_own boolean not null default false`.execute(db)
  }
  await sql`alter table page_view_rollups add primary key (level, dimension, value, bucket_start, is_bot, is_own, shard)`.execute(
    db,
  )
  await sql`alter table error_rollups add primary key (level, dimension, value, bucket_start, group_key, is_bot, is_own, shard)
    include (errors, page_views)`.execute(db)
  await sql`drop index page_view_rollups_values`.execute(db)
  await sql`create index page_view_rollups_values on page_view_rollups (level, dimension, bucket_start, value)
    include (is_bot, is_own, page_views, lcp, inp, cls, fcp, ttfb)`.execute(db)
}
