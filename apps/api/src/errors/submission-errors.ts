import type { SubmissionErrorsAnswer } from '@collector/schema'
import { mapErrors } from '../source-maps/map-errors.ts'
import { readSentError } from '../source-maps/sent-error.ts'
import type { Database } from '../storage/database.ts'
import { findSubmission } from '../submissions/find-submission.ts'
import { sentErrors } from './sent-errors.ts'

/** Answers the errors of a submission with their frames; undefined where there is no such submission. */
export async function answerSubmissionErrors(
  db: Database,
  submissionId: string,
): Promise<SubmissionErrorsAnswer | undefined> {
  const row = await findSubmission(db, submissionId)
  if (!row) return undefined
  const [extracted, sent] = await Promise.all([
    db
      .selectFrom('errors')
      .innerJoin('errorGroups', 'errorGroups.groupKey', 'errors.groupKey')
      .select(({ fn }) => ['ordinal', fn.coalesce('mergedInto', 'errors.groupKey').as('groupKey')])
      .where('shard', '=', row.shard)
      .where('debugDataId', '=', row.id)
      .orderBy('ordinal')
      .execute(),
    sentErrors(db, [row.id]),
  ])
  const { entries = [], release = null, pageUrl = null } = sent.get(row.id) ?? {}
  const errors = extracted.map(({ ordinal }) => readSentError(entries[ordinal], release, pageUrl))
  const frames = await mapErrors(db, errors)
  return {
    items: extracted.map(({ ordinal, groupKey }, index) => {
      const { type = 'error', name = null, message = '' } = errors[index] ?? {}
      return { ordinal, type, name, message, groupKey, frames: frames[index] ?? [] }
    }),
  }
}
