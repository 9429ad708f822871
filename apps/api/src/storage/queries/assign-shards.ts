import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { reasonColumns } from '../tables/reasons.ts'
import { shardOf } from '../write/shards.ts'

/** Gives each shard its row, by which questions take them one by one. */
export async function addShards(db: Database, shards: readonly number[]): Promise<void> {
  await sql`insert into shards (shard) select unnest(${[...shards]}::smallint[]) on conflict do nothing`.execute(db)
}

/** Counts submissions that are still in shard 0. The predecessor's rows stay there: they have no submission. */
export async function countUnassigned(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from submissions where shard = 0`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Returns page views with submissions in shard 0, and the highest number of the raw rows that were looked at. */
export async function nextUnassigned(db: Database, after: number, limit: number) {
  const { rows } = await sql<{ id: number; pageViewId: string }>`select d.id, f.page_view_id from (
      select id from debug_data where id > ${after} and shard = 0 and submission_id is not null order by id limit ${limit}) d
    join facts f on f.debug_data_id = d.id and f.shard = 0 order by d.id`.execute(db)
  return { last: rows.at(-1)?.id, pageViewIds: [...new Set(rows.map(({ pageViewId }) => pageViewId))] }
}

interface Moved {
  debugDataId: number
  submissionId: string
  shard: number
}

/**
 * Moves page views from shard 0 to their shards, with all that belongs to them. Details are copied, because others may refer
 * to them. Rollups stay: answers are sums over shards.
 *
 * @returns the number of moved submissions
 */
export async function moveToShards(
  trx: Database,
  pageViewIds: readonly string[],
  shards: readonly number[],
): Promise<number> {
  const targets = JSON.stringify(pageViewIds.map((id) => ({ id, shard: shardOf(id, shards) })))
  const target = sql`json_to_recordset(${targets}::text::json) as n (id text, shard smallint)`
  await sql`update page_views p set shard = n.shard from ${target} where p.page_view_id = n.id and p.shard = 0`.execute(
    trx,
  )
  const { rows } = await sql<Moved>`update facts f set shard = n.shard from ${target}
    where f.page_view_id = n.id and f.shard = 0 returning f.debug_data_id, f.submission_id, f.shard`.execute(trx)
  const moved = sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as n ("debugDataId" integer, "submissionId" uuid, shard smallint)`
  await sql`update debug_data d set shard = n.shard from ${moved} where d.id = n."debugDataId"`.execute(trx)
  await sql`update submissions s set shard = n.shard from ${moved} where s.submission_id = n."submissionId"`.execute(
    trx,
  )
  for (const table of ['errors', 'rollup_queue']) {
    await sql`update ${sql.id(table)} t set shard = n.shard from ${moved} where t.debug_data_id = n."debugDataId"`.execute(
      trx,
    )
  }
  await sql`update page_view_samples s set shard = f.shard from ${moved} join facts f on f.debug_data_id = n."debugDataId"
    where s.received_at = f.received_at and s.debug_data_id = f.debug_data_id`.execute(trx)
  await copyDetails(trx, moved)
  return rows.length
}

async function copyDetails(trx: Database, moved: ReturnType<typeof sql>): Promise<void> {
  const facts = sql`${moved} join facts f on f.debug_data_id = n."debugDataId" and f.shard = n.shard`
  const keys = sql`cross join lateral (values ('url', f.url_hash), ('userAgent', f.user_agent_hash)) as key (kind, hash)`
  await sql`insert into texts (kind, hash, text, shard)
    select distinct t.kind, t.hash, t.text, f.shard from ${facts} ${keys}
    join texts t on t.kind = key.kind and t.hash = key.hash and t.shard = 0 on conflict do nothing`.execute(trx)
  await sql`insert into texts (kind, hash, text, shard)
    select distinct t.kind, t.hash, t.text, n.shard from ${moved} join errors e on e.debug_data_id = n."debugDataId"
    join texts t on t.kind = 'message' and t.hash = e.message_hash and t.shard = 0 on conflict do nothing`.execute(trx)
  await sql`insert into fingerprints (fingerprint_key, components, shard)
    select distinct p.fingerprint_key, p.components, f.shard from ${facts}
    join fingerprints p on p.fingerprint_key = f.fingerprint_key and p.shard = 0 on conflict do nothing`.execute(trx)
  const reasons = sql.join(reasonColumns.map((column) => sql`(f.${sql.id(column)})`))
  await sql`insert into reasons (reason_key, is_preloaded, is_third_party, metric, target, url, event_type, script_host,
      script_path, script_function, shard)
    select distinct r.reason_key, r.is_preloaded, r.is_third_party, r.metric, r.target, r.url, r.event_type, r.script_host,
      r.script_path, r.script_function, f.shard from ${facts} cross join lateral (values ${reasons}) as key (reason)
    join reasons r on r.reason_key = key.reason and r.shard = 0 on conflict do nothing`.execute(trx)
}

/** Copies the addresses of scripts to all shards, since facts hold their hashes as bytes. There are few. */
export async function copyScripts(db: Database, shards: readonly number[]): Promise<void> {
  await sql`insert into scripts (script_hash, month, host, path, shard)
    select s.script_hash, s.month, s.host, s.path, n.shard from scripts s
    cross join unnest(${[...shards]}::smallint[]) as n (shard) where s.shard = 0 on conflict do nothing`.execute(db)
}

/** Deletes details of shard 0 that no facts refer to: all of them, unless the predecessor left rows. */
export async function deleteUnassignedDetails(db: Database): Promise<void> {
  for (const table of ['texts', 'fingerprints', 'reasons', 'scripts']) {
    await sql`delete from ${sql.id(table)} where shard = 0
      and not exists (select from facts where shard = 0)`.execute(db)
  }
}
