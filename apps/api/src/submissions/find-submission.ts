import type { Database } from '../storage/database.ts'
import { findSubmission as findBy, type StoredSubmission } from '../storage/queries/raw-rows.ts'
import { rowOfSubmissionId } from './row-id.ts'

/**
 * The submission of an id: that of its sender, or one made of the number that people are told, which every row has. A
 * sender may have chosen one that looks like such: then it is theirs.
 */
export async function findSubmission(db: Database, submissionId: string): Promise<StoredSubmission | undefined> {
  const id = rowOfSubmissionId(submissionId.toLowerCase())
  return (await findBy(db, { submissionId })) ?? (id === undefined ? undefined : findBy(db, { id }))
}
