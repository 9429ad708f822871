import { randomUUID } from 'node:crypto'
import type { SubmissionBody } from '@collector/schema'
import { identityKey, maxIdLength } from '../identity/identity-key.ts'
import { makeSubmission, type Sender } from '../ingest/make-submission.ts'
import type { Database } from '../storage/database.ts'
import type { NewSubmission } from '../storage/write/new-submission.ts'
import type { Shards } from '../storage/write/shards.ts'
import type { Stored } from '../storage/write/store-as-claimed.ts'
import { type Current, type Part, storeInTurn } from '../storage/write/store-in-turn.ts'
import { submissionText } from '../submissions/whole-submission.ts'
import type { MadeSubmission } from './inlet.ts'
import { mergeSubmissions } from './merge-submissions.ts'

/** A submission as a client sent it, not merged yet. */
export interface Mapped extends Part {
  made: MadeSubmission
  sender: Sender
  /** Size of its part of the body. */
  bytes: number
}

/** Returns undefined for a submission that names no page view. */
export function mappedOf(made: MadeSubmission, sender: Sender, bytes: number): Mapped | undefined {
  const sent = made.page?.pageViewId
  if (!sent) return undefined
  const submissionId = made.submissionId ?? randomUUID()
  return { submissionId, pageViewId: identityKey(sent, maxIdLength), made: { ...made, submissionId }, sender, bytes }
}

/**
 * Stores what clients send of page views in several bodies. What is known of a page view is merged into it, and it counts
 * instead.
 */
export function storeMapped(db: Database, shards: Shards, parts: readonly Mapped[]): Promise<Stored[]> {
  return storeInTurn(db, shards, parts, mergeInOrder)
}

/** Each is merged with the one before it of its page view, of which the first is that in the database. */
function mergeInOrder(parts: Mapped[], currents: ReadonlyMap<string, Current>): NewSubmission[] {
  const before = new Map<string, { body: SubmissionBody; sequence: number }>()
  for (const [pageViewId, { row, sequence }] of currents) {
    before.set(pageViewId, { body: JSON.parse(submissionText(row)), sequence })
  }
  return parts.map(({ pageViewId, made, sender }) => {
    const older = before.get(pageViewId)
    const body = older ? mergeSubmissions(older.body, made) : made
    const sequence = older ? older.sequence + 1 : (body.page?.sequence ?? 1)
    before.set(pageViewId, { body, sequence })
    return makeSubmission({ ...body, page: { ...body.page, sequence } }, sender)
  })
}
