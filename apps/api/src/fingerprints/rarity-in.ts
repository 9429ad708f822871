import type { FingerprintAnswer } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { type ComponentSet, componentSets } from './component-sets.ts'
import { type Crowd, fingerprintOf } from './crowd.ts'
import type { SeenBrowser } from './latest-browsers.ts'
import { share } from './share.ts'

/** Answers how many browsers of a crowd share the fingerprint of one and its values, that browser included. */
export async function rarityIn(
  crowd: Crowd,
  db: Database,
  own: Pick<SeenBrowser, 'browserKey' | 'hash' | 'fingerprintKey'>,
): Promise<FingerprintAnswer> {
  // the browser as the crowd counts it already, which may be with other values
  const counted = crowd.browsers.get(own.browserKey)
  const sets = await componentSets(db, [own.fingerprintKey, ...(counted ? [counted.fingerprintKey] : [])])
  const values = sets.get(own.fingerprintKey) ?? {}
  const countedValues = (counted && sets.get(counted.fingerprintKey)) ?? {}
  const fingerprint = fingerprintOf(own)
  const isCounted = counted !== undefined && fingerprintOf(counted) === fingerprint
  return {
    ...share((crowd.fingerprints.get(fingerprint) ?? 0) + (isCounted ? 0 : 1), crowd.browsers.size + (counted ? 0 : 1)),
    components: Object.entries(values)
      .map(([name, valueHash]) => shareOfComponent(crowd, name, valueHash, countedValues))
      .toSorted((a, b) => b.bits - a.bits || (a.name < b.name ? -1 : 1)),
  }
}

function shareOfComponent(crowd: Crowd, name: string, valueHash: string, countedValues: ComponentSet) {
  const counts = crowd.components.get(name) ?? new Map<string, number>()
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const counted = countedValues[name]
  return {
    name,
    ...share((counts.get(valueHash) ?? 0) + (counted === valueHash ? 0 : 1), total + (counted === undefined ? 1 : 0)),
  }
}
