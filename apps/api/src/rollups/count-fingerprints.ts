import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import type { FingerprintCountsTable, FingerprintsTable } from '../storage/tables/fingerprints.ts'
import type { RollupFacts } from './queue.ts'

/**
 * Adds to the counts of page views per component value, or subtracts, by the sign of each. The device fingerprint is
 * component '', and value '' counts all page views with the component. Most page views share their whole set of
 * values, so each set is read once.
 */
export async function countFingerprints(trx: Database, facts: RollupFacts[]): Promise<FingerprintCountsTable[]> {
  const counts = new Map<string, FingerprintCountsTable>()
  const add = (component: string, sent: string, pageViews: number) => {
    for (const valueHash of ['', sent]) {
      const key = `${component} ${valueHash}`
      const count = counts.get(key)
      if (count) count.pageViews += pageViews
      else counts.set(key, { component, valueHash, pageViews })
    }
  }
  for (const [hash, pageViews] of sumSigns(facts, (row) => row.fingerprintHash)) add('', hash, pageViews)
  const byKey = sumSigns(facts, (row) => row.fingerprintKey)
  for (const { fingerprintKey, components } of await fingerprintsByKey(trx, [...byKey.keys()])) {
    const values: Record<string, string> = JSON.parse(components)
    for (const [component, sent] of Object.entries(values)) add(component, sent, byKey.get(fingerprintKey) ?? 0)
  }
  return [...counts.values()]
}

function sumSigns(facts: RollupFacts[], of: (row: RollupFacts) => string | null): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of facts) {
    const value = of(row)
    if (value !== null) sums.set(value, (sums.get(value) ?? 0) + row.sign)
  }
  return sums
}

/** Reads sets of component values by their keys, in any order. */
async function fingerprintsByKey(db: Database, fingerprintKeys: string[]): Promise<FingerprintsTable[]> {
  if (fingerprintKeys.length === 0) return []
  return db
    .selectFrom('fingerprints')
    .select([sql<string>`fingerprint_key::text`.as('fingerprintKey'), 'components'])
    .where('fingerprintKey', '=', sql<string>`any(${fingerprintKeys}::bigint[])`)
    .execute()
}

/** @param signed component, hash of its value -> change of the number of page views */
export async function addToFingerprintCounts(trx: Database, signed: FingerprintCountsTable[]): Promise<void> {
  if (signed.length === 0) return
  await sql`insert into fingerprint_counts as c (component, value_hash, page_views)
    select component, "valueHash", "pageViews" from json_to_recordset(${JSON.stringify(signed)}::text::json)
      as added (component text, "valueHash" text, "pageViews" bigint)
    order by component, "valueHash"
    on conflict (component, value_hash) do update set page_views = c.page_views + excluded.page_views`.execute(trx)
}
