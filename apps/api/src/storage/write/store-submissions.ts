import { CompiledQuery } from 'kysely'
import { insertRows } from '../insert-rows.ts'
import { ensurePartitions, isPartitionMissing } from '../partitions.ts'
import { prepared } from '../prepared-statements.ts'
import type { Storage } from '../storage.ts'
import type { SubmissionsTable } from '../tables/submissions.ts'
import { claim } from './claim.ts'
import { countAll, mayReplace } from './current-page-views.ts'
import type { Decided, NewFacts, NewSubmission } from './new-submission.ts'
import { pipelinedTransaction, transactionAtOnce } from './pipelined-transaction.ts'
import { RowNumbers } from './row-numbers.ts'
import { SharedConnection } from './shared-connection.ts'
import { writeFacts } from './write-facts.ts'

/** The number of its row in debug_data, and whether it was written now. */
export interface Stored {
  id: number
  isNew: boolean
}

const insertRaw = insertRows<NewRow>({
  table: 'debug_data',
  columns: {
    id: ({ debugDataId }) => debugDataId,
    submission_id: ({ submissionId }) => submissionId,
    ip: ({ raw }) => raw.ip,
    browser_info: ({ raw }) => raw.browserInfo,
    performance_data: ({ raw }) => raw.performanceData,
    fingerprints: ({ raw }) => raw.fingerprints,
    errors: ({ raw }) => raw.errors,
    page: ({ raw }) => raw.page,
    client_timestamp: ({ raw }) => raw.clientTimestamp,
    extra: ({ raw }) => raw.extra,
    inlet: ({ raw }) => raw.inlet,
  },
  constants: { timestamp: "now() at time zone 'UTC'" },
})

const insertIds = prepared(`insert into submissions (submission_id, debug_data_id, received_at)
  select submission_id, debug_data_id, now() from unnest($1::uuid[], $2::integer[]) as sent (submission_id, debug_data_id)`)

const findRowIds = prepared(`select submission_id as "submissionId", debug_data_id as "debugDataId"
  from submissions where submission_id = any($1::uuid[])`)

/** A submission that gets a row. */
type NewRow = NewSubmission & NewFacts & Decided

/**
 * Makes the function that stores submissions, all or none; its promise resolves after the commit with the result of
 * each, in order. An id is stored once, even if it arrives several times at once: in one call, in several, or at
 * several processes.
 *
 * Nearly always all are new and the latest of their page views. So they are inserted as if they were; if the database
 * reports a conflict, nothing is stored, and a second attempt checks first.
 */
export function createStore({ db, pipelines }: Pick<Storage, 'db' | 'pipelines'>) {
  const numbers = new RowNumbers()
  const shared = new SharedConnection(db, pipelines)

  return (submissions: readonly NewSubmission[]): Promise<Stored[]> => withPartition(() => storeAll(submissions))

  async function storeAll(submissions: readonly NewSubmission[]): Promise<Stored[]> {
    const ids = areApart(submissions) && numbers.take(submissions.length)
    if (ids) {
      try {
        return await storeAsNew(submissions, ids)
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
    return storeAsClaimed(submissions)
  }

  /** Partitions exist ahead of time; a missing one is created rather than losing a submission. */
  async function withPartition(store: () => Promise<Stored[]>): Promise<Stored[]> {
    try {
      return await store()
    } catch (error) {
      if (!isPartitionMissing(error)) throw error
      await ensurePartitions(db)
      return store()
    }
  }

  async function storeAsNew(submissions: readonly NewSubmission[], ids: number[]): Promise<Stored[]> {
    const rows = inOrder(submissions).map((submission, index) => ({
      ...submission,
      debugDataId: ids[index] as number,
      receivedAt: null,
      isCurrent: true,
      replaces: mayReplace(submission),
    }))
    const idOf = new Map(rows.map((row) => [row.submissionId, row.debugDataId]))
    const more = numbers.more(rows.length)
    const statements = [
      CompiledQuery.raw(insertIds, [`{${[...idOf.keys()]}}`, `{${[...idOf.values()]}}`]),
      ...more,
      ...countAll(rows),
      ...insertRaw(rows),
      ...writeFacts(rows),
    ]
    const [, taken = []] = await transactionAtOnce(shared, statements)
    if (more.length > 0) numbers.add(taken)
    return submissions.map(({ submissionId }) => ({ id: idOf.get(submissionId) as number, isNew: true }))
  }

  async function storeAsClaimed(submissions: readonly NewSubmission[]): Promise<Stored[]> {
    // the same id may occur twice; the first one counts
    const byId = new Map(submissions.toReversed().map((submission) => [submission.submissionId, submission]))
    const sorted = inOrder([...byId.values()])
    const ids = new Map<string, number>()
    const fresh = new Set<NewSubmission>()

    const more = numbers.more(sorted.length)
    const [repeated = [], taken = []] = await pipelinedTransaction(db, claim(sorted), (claimed) => {
      const rows = claimed.map((row): NewRow => {
        const submission = byId.get(row.submissionId) as NewSubmission
        ids.set(row.submissionId, row.debugDataId)
        fresh.add(submission)
        return { ...submission, ...row, receivedAt: null }
      })
      const known = sorted.flatMap(({ submissionId }) => (ids.has(submissionId) ? [] : submissionId))
      return [CompiledQuery.raw(findRowIds, [`{${known}}`]), ...more, ...insertRaw(rows), ...writeFacts(rows)]
    })
    if (more.length > 0) numbers.add(taken)
    for (const { submissionId, debugDataId } of repeated as SubmissionsTable[]) ids.set(submissionId, debugDataId)
    return submissions.map((submission) => ({
      id: ids.get(submission.submissionId) as number,
      isNew: fresh.has(submission),
    }))
  }
}

/** Sorts by id: ids are always claimed in the same order, so that transactions with the same ids cannot deadlock. */
function inOrder(submissions: readonly NewSubmission[]): NewSubmission[] {
  return submissions.toSorted((a, b) => (a.submissionId < b.submissionId ? -1 : 1))
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
