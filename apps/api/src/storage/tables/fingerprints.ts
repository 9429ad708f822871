import { insertRows } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** Every distinct set of component values, once: many page views of one browser share it. */
export interface FingerprintsTable {
  fingerprintKey: string
  /** JSON: component name -> hash of its value. */
  components: string
}

export const insertFingerprints = insertRows<Sharded<FingerprintsTable>>({
  table: 'fingerprints',
  shard: (row) => row.shard,
  columns: { fingerprint_key: (row) => row.fingerprintKey, components: (row) => row.components },
  suffix: 'on conflict do nothing',
})
