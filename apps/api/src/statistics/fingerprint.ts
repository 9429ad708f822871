import type { FingerprintAnswer } from '@collector/schema'
import { identityKey, maxFingerprintLength } from '../identity/identity-key.ts'
import type { Database } from '../storage/database.ts'
import { askFingerprint } from '../storage/tables/fingerprints.ts'

/** Answers how many share a device fingerprint; undefined where no page view has it. */
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
