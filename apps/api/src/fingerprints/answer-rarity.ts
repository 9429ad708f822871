import type { FingerprintAnswer } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { isSameSubmission } from '../storage/same-submission.ts'
import type { Crowd } from './crowd.ts'
import { browserKeyOf, type FingerprintedPageView } from './latest-browsers.ts'
import { rarityIn } from './rarity-in.ts'

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
  return rarityIn(await readCrowd(), db, { ...own, browserKey: browserKeyOf(own) })
}

async function findPageView(db: Database, submissionId: string): Promise<FingerprintedPageView | undefined> {
  const { rows } =
    await sql<FingerprintedPageView>`select f.debug_data_id as "debugDataId", f.received_at as "receivedAt",
      f.visitor_id as "visitorId", f.fingerprint_key::text as "fingerprintKey", f.fingerprint_hash as hash, d.ip
    from submissions s
    join facts f on ${isSameSubmission('f', 's')}
    join debug_data d on ${isSameSubmission('d', 's')}
    where s.submission_id = ${submissionId} and s.received_at > now() - interval '1 hour'
      and f.received_at > now() - interval '1 hour' and f.fingerprint_key is not null`.execute(db.withoutPlugins())
  return rows[0]
}
