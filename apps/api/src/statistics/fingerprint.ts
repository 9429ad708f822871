import type { FingerprintAnswer } from '@collector/schema'
import { sql } from 'kysely'
import { identityKey, maxFingerprintLength } from '../identity/identity-key.ts'
import type { Database } from '../storage/database.ts'

/** Answers how many page views share a device fingerprint; undefined if none has it. */
export async function answerFingerprint(db: Database, hash: string): Promise<FingerprintAnswer | undefined> {
  const counts = await askFingerprint(db, identityKey(hash, maxFingerprintLength))
  const own = counts.find(({ component }) => component === '')
  if (!own || own.count === 0) return undefined
  const components = counts
    .filter(({ component, count }) => component !== '' && count > 0)
    .map(({ component, count, total }) => ({ name: component, ...share(count, total) }))
    .toSorted((a, b) => b.bits - a.bits || (a.name < b.name ? -1 : 1))
  return { ...share(own.count, own.total), components }
}

function share(count: number, total: number) {
  return { count, total, bits: Number(Math.log2(total / count).toFixed(2)) }
}

/**
 * Counts per component the page views with the value of the latest page view with this device fingerprint, and the page
 * views with any value. Page views that are still queued are included.
 */
async function askFingerprint(db: Database, hash: string) {
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
