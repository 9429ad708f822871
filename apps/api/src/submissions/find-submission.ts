import type { Database } from '../storage/database.ts'
import { findSubmission as findBy, type StoredSubmission } from '../storage/queries/raw-rows.ts'
import { rowOfSubmissionId } from './row-id.ts'

/**
 * Finds a submission by its id: the id that its sender chose, or the one derived from its number, which every row has. An
 * id that a sender chose wins if it looks like a derived one.
 */
export async function findSubmission(db: Database, submissionId: string): Promise<StoredSubmission | undefined> {
  const id = rowOfSubmissionId(submissionId.toLowerCase())
  return (await findBy(db, { submissionId })) ?? (id === undefined ? undefined : findBy(db, { id }))
}
