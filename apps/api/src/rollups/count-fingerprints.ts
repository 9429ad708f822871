import type { Database } from '../storage/database.ts'
import { type FingerprintCountsTable, fingerprintsByKey } from '../storage/tables/fingerprints.ts'
import type { RollupFacts } from '../storage/tables/rollup-queue.ts'

/**
 * How many page views have each component value, as the sign of each says. The device fingerprint is component '', and value '' counts all that have the component. Most page views share all their
 * component values with others, so those are looked into once for all.
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
