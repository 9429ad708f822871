import { insertRows } from '../insert-rows.ts'

/** Every distinct set of component values, once: many page views of one browser share it. */
export interface FingerprintsTable {
  fingerprintKey: string
  /** JSON: component name -> hash of its value. */
  components: string
}

export const insertFingerprints = insertRows<FingerprintsTable>({
  table: 'fingerprints',
  columns: { fingerprint_key: (row) => row.fingerprintKey, components: (row) => row.components },
  suffix: 'on conflict do nothing',
})
