import type { FingerprintAnswer } from '@collector/schema'
import { parseFilter } from '../filters/read-filter.ts'
import { identityKey, maxFingerprintLength } from '../identity/identity-key.ts'
import type { Database } from '../storage/database.ts'
import { readCrowd } from './crowd.ts'
import { latestBrowsers } from './latest-browsers.ts'
import { rarityIn } from './rarity-in.ts'

/** Answers how many browsers share a device fingerprint, of those seen last; undefined if none has it. */
export async function answerFingerprint(db: Database, hash: string): Promise<FingerprintAnswer | undefined> {
  const key = identityKey(hash, maxFingerprintLength)
  const crowd = await readCrowd(db)
  const counted = [...crowd.browsers.values()].find((browser) => browser.hash === key)
  // it may have been seen before those
  const newest = counted ?? (await latestBrowsers(db, parseFilter({ fingerprint: hash }))).browsers[0]
  return newest && rarityIn(crowd, db, newest)
}
