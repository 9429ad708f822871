import { CompiledQuery } from 'kysely'
import { prepared } from '../prepared-statements.ts'
import type { SubmissionsTable } from '../tables/submissions.ts'
import type { Claimed } from './claim.ts'
import { insertRaw, type NewRow } from './insert-raw.ts'
import type { NewSubmission } from './new-submission.ts'
import type { RowNumbers } from './row-numbers.ts'
import { writeFacts } from './write-facts.ts'

/** The number of its row in debug_data, and whether it was written now. */
export interface Stored {
  id: number
  isNew: boolean
}

const findRowIds = prepared(`select submission_id as "submissionId", debug_data_id as "debugDataId"
  from submissions where submission_id = any($1::uuid[]) and shard = $2`)

/** Runs a statement, then those that its rows lead to, in one transaction. */
type Transact = (first: CompiledQuery<Claimed>, others: (rows: Claimed[]) => CompiledQuery[]) => Promise<unknown[][]>

/** Stores submissions of one shard that may exist already, or not be the latest of their page views: `claim` decides. */
export async function storeAsClaimed(
  submissions: readonly NewSubmission[],
  shard: number,
  claim: (submissions: readonly NewSubmission[], shard: number) => CompiledQuery<Claimed>,
  transact: Transact,
  numbers?: RowNumbers,
): Promise<Stored[]> {
  // the same id may occur twice; the first one counts
  const byId = new Map(submissions.toReversed().map((submission) => [submission.submissionId, submission]))
  const sorted = inOrder([...byId.values()])
  const ids = new Map<string, number>()
  const fresh = new Set<NewSubmission>()

  const more = numbers?.more(sorted.length) ?? []
  const [repeated = [], taken = []] = await transact(claim(sorted, shard), (claimed) => {
    const rows = claimed.map((row): NewRow => {
      const submission = byId.get(row.submissionId) as NewSubmission
      ids.set(row.submissionId, row.debugDataId)
      fresh.add(submission)
      return { ...submission, ...row, shard, receivedAt: null }
    })
    const known = sorted.flatMap(({ submissionId }) => (ids.has(submissionId) ? [] : submissionId))
    return [CompiledQuery.raw(findRowIds, [`{${known}}`, shard]), ...more, ...insertRaw(rows), ...writeFacts(rows)]
  })
  if (more.length > 0) numbers?.add(taken)
  for (const { submissionId, debugDataId } of repeated as SubmissionsTable[]) ids.set(submissionId, debugDataId)
  return submissions.map((submission) => ({
    id: ids.get(submission.submissionId) as number,
    isNew: fresh.has(submission),
  }))
}

/** Sorts by id: ids are always claimed in the same order, so that transactions with the same ids cannot deadlock. */
export function inOrder(submissions: readonly NewSubmission[]): NewSubmission[] {
  return submissions.toSorted((a, b) => (a.submissionId < b.submissionId ? -1 : 1))
}
