import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'

/** Every distinct set of component values, once: many page views of one browser share it. */
export interface FingerprintsTable {
  fingerprintKey: string
  /** JSON: component name -> hash of its value. */
  components: string
}

/** In how many page views a component had a value. Component '' is the device fingerprint; value '' counts all of a component. */
export interface FingerprintCountsTable {
  component: string
  valueHash: string
  pageViews: number
}

export const insertFingerprints = insertRows<FingerprintsTable>({
  table: 'fingerprints',
  columns: { fingerprint_key: (row) => row.fingerprintKey, components: (row) => row.components },
  suffix: 'on conflict do nothing',
})

/** Sets of component values by their keys, in no order. */
export async function fingerprintsByKey(db: Database, fingerprintKeys: string[]): Promise<FingerprintsTable[]> {
  if (fingerprintKeys.length === 0) return []
  return db
    .selectFrom('fingerprints')
    .select([sql<string>`fingerprint_key::text`.as('fingerprintKey'), 'components'])
    .where('fingerprintKey', '=', sql<string>`any(${fingerprintKeys}::bigint[])`)
    .execute()
}

/**
 * In how many page views each component has the value that it has in the latest page view with this device fingerprint,
 * and in how many it has any. What the counts do not hold yet is counted from the queue.
 */
export async function askFingerprint(db: Database, hash: string) {
  const { rows } = await sql<{ component: string; count: number; total: number }>`
    with latest as (
      select f.fingerprint_key from facts f where f.fingerprint_hash = ${hash} and f.is_current
      order by f.received_at desc, f.debug_data_id desc limit 1),
    own as (
      select '' as component, ${hash}::text as value_hash
      union all select c.key, c.value from latest join fingerprints p using (fingerprint_key)
        cross join lateral json_each_text(p.components::json) c),
    queued as (
      select '' as component, f.fingerprint_hash as value_hash, q.sign from rollup_queue q
        join facts f on f.page_view_id = q.page_view_id and f.debug_data_id = q.debug_data_id
          and f.received_at = q.received_at
        where f.fingerprint_hash is not null
      union all select c.key, c.value, q.sign from rollup_queue q
        join facts f on f.page_view_id = q.page_view_id and f.debug_data_id = q.debug_data_id
          and f.received_at = q.received_at
        join fingerprints p on p.fingerprint_key = f.fingerprint_key
        cross join lateral json_each_text(p.components::json) c),
    counted as (
      select o.component, coalesce(same.page_views, 0) as count, coalesce(every.page_views, 0) as total from own o
      left join fingerprint_counts same on same.component = o.component and same.value_hash = o.value_hash
      left join fingerprint_counts every on every.component = o.component and every.value_hash = ''
      union all select o.component, case when q.value_hash = o.value_hash then q.sign else 0 end, q.sign
        from own o join queued q on q.component = o.component)
    select component, sum(count)::float8 as count, sum(total)::float8 as total from counted group by component`.execute(
    db,
  )
  return rows
}

/** @param signed component, hash of its value -> how many page views more or less */
export async function addToFingerprintCounts(trx: Database, signed: FingerprintCountsTable[]): Promise<void> {
  if (signed.length === 0) return
  await sql`insert into fingerprint_counts as c (component, value_hash, page_views)
    select component, "valueHash", "pageViews" from json_to_recordset(${JSON.stringify(signed)}::text::json)
      as added (component text, "valueHash" text, "pageViews" bigint)
    order by component, "valueHash"
    on conflict (component, value_hash) do update set page_views = c.page_views + excluded.page_views`.execute(trx)
}
