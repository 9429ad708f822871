import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { prepared } from '../prepared-statements.ts'
import { findRawRows, type StoredSubmission } from '../queries/raw-rows.ts'
import { claimWithin } from './claim.ts'
import type { NewSubmission } from './new-submission.ts'
import { runAll } from './pipelined-transaction.ts'
import type { Shards } from './shards.ts'
import { type Stored, storeAsClaimed } from './store-as-claimed.ts'
import { withPartitions } from './with-partitions.ts'

/** A submission of a page view that others may belong to. */
export interface Part {
  submissionId: string
  pageViewId: string
}

/** The submission that counts for a page view, and its number among those of it. */
export interface Current {
  row: StoredSubmission
  sequence: number
}

/** First number of the advisory locks of page views; the second is a hash of their id. */
const pageViewLocks = 25

// in the same order everywhere, so that transactions with the same page views cannot deadlock
const lock = prepared(`select pg_advisory_xact_lock(${pageViewLocks}, key) from (
  select distinct hashtext(id) as key from json_array_elements_text($1::text::json) id order by key) keys`)
const findKnown = prepared(`select submission_id as "submissionId", debug_data_id as "id"
  from submissions where submission_id = any($1::uuid[]) and shard = $2`)
const findCurrent = prepared(`select page_view_id as "pageViewId", debug_data_id as "id", sequence
  from page_views where page_view_id = any(array(select json_array_elements_text($1::text::json))) and shard = $2`)

/**
 * Stores parts of page views, all or none of a shard, in order. Those of one page view wait for each other, in all processes, so
 * that `merge` sees what was stored of it before.
 *
 * @param merge makes what is stored of parts with new ids
 */
export function storeInTurn<Sent extends Part>(
  db: Database,
  shards: Shards,
  parts: readonly Sent[],
  merge: (fresh: Sent[], currents: ReadonlyMap<string, Current>) => NewSubmission[],
): Promise<Stored[]> {
  return shards.storeInEach(
    parts,
    ({ pageViewId }) => pageViewId,
    (some, shard) => withPartitions(db, () => db.transaction().execute((trx) => storeAll(trx, shard, some, merge))),
  )
}

async function storeAll<Sent extends Part>(
  trx: Database,
  shard: number,
  parts: readonly Sent[],
  merge: (fresh: Sent[], currents: ReadonlyMap<string, Current>) => NewSubmission[],
): Promise<Stored[]> {
  const pageViewIds = JSON.stringify([...new Set(parts.map(({ pageViewId }) => pageViewId))])
  const unique = new Map(parts.toReversed().map((part) => [part.submissionId, part]))
  const [, known, current] = (await runAll(trx, [
    CompiledQuery.raw(lock, [pageViewIds]),
    CompiledQuery.raw(findKnown, [`{${[...unique.keys()]}}`, shard]),
    CompiledQuery.raw(findCurrent, [pageViewIds, shard]),
  ])) as [unknown, { submissionId: string; id: number }[], { pageViewId: string; id: number; sequence: number }[]]

  const stored = new Map<string, Stored>(known.map(({ submissionId, id }) => [submissionId, { id, isNew: false }]))
  const fresh = parts.filter((part) => unique.get(part.submissionId) === part && !stored.has(part.submissionId))
  if (fresh.length > 0) {
    const submissions = merge(fresh, await withRows(trx, current))
    const results = await storeAsClaimed(submissions, shard, claimWithin, async (first, others) =>
      runAll(trx, others((await trx.executeQuery(first)).rows)),
    )
    for (const [index, { submissionId }] of submissions.entries()) stored.set(submissionId, results[index] as Stored)
  }
  return parts.map((part) => {
    const { id, isNew } = stored.get(part.submissionId) as Stored
    return { id, isNew: isNew && unique.get(part.submissionId) === part }
  })
}

async function withRows(
  trx: Database,
  current: { pageViewId: string; id: number; sequence: number }[],
): Promise<Map<string, Current>> {
  if (current.length === 0) return new Map()
  const rows = await findRawRows(
    trx,
    current.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    current.flatMap(({ pageViewId, id, sequence }): [string, Current][] => {
      const row = byId.get(id)
      return row ? [[pageViewId, { row, sequence }]] : []
    }),
  )
}
