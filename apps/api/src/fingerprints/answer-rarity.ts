import type { FingerprintAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { type ComponentSet, componentSets } from './component-sets.ts'
import { type Crowd, fingerprintOf } from './crowd.ts'
import { browserKeyOf, type FingerprintedPageView } from './latest-browsers.ts'
import { share } from './share.ts'

/**
 * Answers how many browsers of a crowd share the fingerprint of a submission, that browser included. Undefined if the submission
 * is unknown, has no fingerprint or was received more than an hour ago: its id is the only proof of who asks.
 *
 * @param db the primary: a replica may not have the submission yet
 */
export async function answerRarity(
  db: Database,
  submissionId: string,
  readCrowd: () => Promise<Crowd>,
): Promise<FingerprintAnswer | undefined> {
  const own = await findPageView(db, submissionId)
  if (!own) return undefined
  const crowd = await readCrowd()
  // the browser as the crowd counts it already, which may be with other values
  const counted = crowd.browsers.get(browserKeyOf(own))
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

async function findPageView(db: Database, submissionId: string): Promise<FingerprintedPageView | undefined> {
  const { rows } =
    await sql<FingerprintedPageView>`select f.debug_data_id as "debugDataId", f.received_at as "receivedAt",
      f.visitor_id as "visitorId", f.fingerprint_key::text as "fingerprintKey", f.fingerprint_hash as hash, d.ip
    from submissions s
    join facts f on f.debug_data_id = s.debug_data_id
    join debug_data d on d.id = s.debug_data_id
    where s.submission_id = ${submissionId} and s.received_at > now() - interval '1 hour'
      and f.received_at > now() - interval '1 hour' and f.fingerprint_key is not null`.execute(db.withoutPlugins())
  return rows[0]
}
