import { insertRows } from '../insert-rows.ts'
import type { Storage } from '../storage.ts'
import { claim } from './claim.ts'
import { countAll, mayReplace } from './current-page-views.ts'
import { insertRaw, type NewRow } from './insert-raw.ts'
import { type NewSubmission, shardKeyOf } from './new-submission.ts'
import { pipelinedTransaction, transactionAtOnce, transactionInBlock } from './pipelined-transaction.ts'
import { RowNumbers } from './row-numbers.ts'
import { Shards } from './shards.ts'
import { SharedConnection } from './shared-connection.ts'
import { inOrder, type Stored, storeAsClaimed } from './store-as-claimed.ts'
import { withPartitions } from './with-partitions.ts'
import { writeFacts } from './write-facts.ts'

/** Values, because a cluster does not tell why a select cannot be inserted. */
const insertIds = insertRows<NewRow>({
  table: 'submissions',
  shard: (row) => row.shard,
  columns: { submission_id: (row) => row.submissionId, debug_data_id: (row) => row.debugDataId },
  constants: { received_at: 'now()' },
})

/**
 * Makes the function that stores submissions, all or none of a shard; its promise resolves after the commit with the result of
 * each, in order. An id is stored once, even if it arrives several times at once: in one call, in several, or at
 * several processes.
 *
 * Nearly always all are new and the latest of their page views. So they are inserted as if they were; if the database
 * reports a conflict, nothing is stored, and a second attempt checks first.
 */
export function createStore({ db, pipelines }: Pick<Storage, 'db' | 'pipelines'>, shards = new Shards(db)) {
  const numbers = new RowNumbers()
  const connection = new SharedConnection(db, pipelines)

  return (submissions: readonly NewSubmission[]): Promise<Stored[]> =>
    shards.storeInEach(submissions, shardKeyOf, (some, shard) => withPartitions(db, () => storeAll(some, shard)))

  async function storeAll(submissions: readonly NewSubmission[], shard: number): Promise<Stored[]> {
    const ids = areApart(submissions) && (await takeNumbers(submissions.length, shard))
    if (ids) {
      try {
        return await storeAsNew(submissions, shard, ids)
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
    return storeAsClaimed(
      submissions,
      shard,
      claim,
      (first, others) => pipelinedTransaction(db, first, others),
      numbers,
    )
  }

  async function storeAsNew(submissions: readonly NewSubmission[], shard: number, ids: number[]): Promise<Stored[]> {
    const rows = inOrder(submissions).map((submission, index) => ({
      ...submission,
      debugDataId: ids[index] as number,
      receivedAt: null,
      shard,
      isCurrent: true,
      replaces: mayReplace(submission),
    }))
    const idOf = new Map(rows.map((row) => [row.submissionId, row.debugDataId]))
    const more = numbers.more(rows.length)
    const statements = [...more, ...insertIds(rows), ...countAll(rows), ...insertRaw(rows), ...writeFacts(rows)]
    const [taken = []] = await (shard === 0
      ? transactionAtOnce(connection, statements)
      : transactionInBlock(db, statements))
    if (more.length > 0) numbers.add(taken)
    return submissions.map(({ submissionId }) => ({ id: idOf.get(submissionId) as number, isNew: true }))
  }

  async function takeNumbers(count: number, shard: number): Promise<number[] | undefined> {
    // claiming goes to all nodes of a cluster, and commits in two phases
    return numbers.take(count) ?? (shard === 0 ? undefined : numbers.takeNow(db, count))
  }
}

/** Returns whether no two submissions are the same or belong to one page view. */
function areApart(submissions: readonly NewSubmission[]): boolean {
  const ids = new Set(submissions.map(({ submissionId }) => submissionId))
  const pageViews = submissions.map(({ facts }) => facts.pageViewId).filter((id) => id !== null)
  return ids.size === submissions.length && new Set(pageViews).size === pageViews.length
}

/** Returns whether an id or a page view exists already (unique_violation), or a later submission of the page view (not_null_violation). */
function isConflict(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '23505' || code === '23502'
}
