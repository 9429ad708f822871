import { sql } from 'kysely'
import { type Filter, isOfPageView } from '../filters/filter.ts'
import { leadRollups } from '../rollups/add-to-rollups.ts'
import { errorsOfSubmissions, factsToTakeAway } from '../rollups/queue.ts'
import { rollUp } from '../rollups/roll-up.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'
import { shardsOfRows } from '../storage/queries/raw-rows.ts'
import { isCopied } from '../storage/tables/page-view-samples.ts'
import { reasonColumns } from '../storage/tables/reasons.ts'
import { queueForRollup } from '../storage/tables/rollup-queue.ts'
import { runAll } from '../storage/write/pipelined-transaction.ts'
import { sampleFacts } from '../storage/write/sample-facts.ts'
import { lockDetails } from '../storage/write/write-details.ts'
import type { Cursor } from './cursor.ts'
import { findSubmission } from './find-submission.ts'
import { findSubmissions } from './find-submissions.ts'
import { sweepGroups } from './sweep-groups.ts'
import { sweepReasons } from './sweep-reasons.ts'
import { sweepReleases } from './sweep-releases.ts'

const batchSize = 200

/**
 * Deletes the submissions that match, in batches.
 *
 * @returns the number of deleted submissions
 */
export async function deleteMatching(db: Database, filter: Filter): Promise<number> {
  const begun = new Date()
  let inPass = await deletePass(db, filter)
  let deleted = inPass
  // if the last submission of a page view is deleted, the one before it becomes current and may match
  while (isOfPageView(filter) && inPass > 0) {
    const window = { ...filter.window, to: filter.window.to ?? begun }
    inPass = await deletePass(db, { ...filter, window })
    deleted += inPass
  }
  return deleted
}

/** Deletes in one pass from the newest to the oldest. */
async function deletePass(db: Database, filter: Filter): Promise<number> {
  let deleted = 0
  let before: Cursor | undefined
  do {
    const { rows, next } = await findSubmissions(db, filter, { before, limit: batchSize })
    deleted += await deleteRows(
      db,
      rows.map(({ id }) => id),
    )
    before = next
  } while (before)
  return deleted
}

/** @returns true if the submission existed */
export async function deleteSubmission(db: Database, submissionId: string): Promise<boolean> {
  const found = await findSubmission(db, submissionId)
  return found !== undefined && (await deleteRows(db, [found.id])) > 0
}

/** Deletes submissions and everything derived from them, in a transaction a shard. */
export async function deleteRows(db: Database, debugDataIds: number[]): Promise<number> {
  if (debugDataIds.length === 0) return 0
  let deleted = 0
  for (const [shard, ids] of await shardsOfRows(db, debugDataIds)) deleted += await deleteInShard(db, shard, ids)
  return deleted
}

function deleteInShard(db: Database, shard: number, debugDataIds: number[]): Promise<number> {
  const ids = anyOf(debugDataIds)
  return db.transaction().execute(async (trx) => {
    const { facts, errors } = await removeFacts(trx, shard, debugDataIds)
    await trx
      .deleteFrom('submissions')
      .where('shard', '=', shard)
      .where('submissionId', 'in', (query) =>
        query.selectFrom('debugData').select('submissionId').where('id', '=', ids).where('shard', '=', shard),
      )
      .execute()
    const { numDeletedRows } = await trx
      .deleteFrom('debugData')
      .where('id', '=', ids)
      .where('shard', '=', shard)
      .executeTakeFirst()
    await lockDetails(trx)
    await sweep(trx, shard, facts, errors)
    return Number(numDeletedRows)
  })
}

/**
 * Removes the facts of submissions of a shard from the tables and the rollups. If a current submission is removed, the latest
 * one left of its page view becomes current.
 */
export async function removeFacts(trx: Database, shard: number, debugDataIds: number[]) {
  const ids = anyOf(debugDataIds)
  await leadRollups(trx, shard)
  // a transaction that stores a submission of one of these page views waits here
  await sql`select from page_views where shard = ${shard} and page_view_id in (
      select page_view_id from facts where debug_data_id = ${ids} and shard = ${shard})
    order by page_view_id for update`.execute(trx)
  await takeFromRollups(trx, shard, debugDataIds)
  const { rows: facts } = await sql<GoneFacts>`delete from facts where debug_data_id = ${ids} and shard = ${shard}
    returning page_view_id, has_page_view_id, is_current, url_hash::text, user_agent_hash::text,
      fingerprint_hash, fingerprint_key::text, release, received_at, debug_data_id, sample_tier, error_count,
      array_remove(array[${sql.join(reasonColumns.map((column) => sql.id(column)))}], null)::text[] as reasons`.execute(
    trx,
  )
  const copied = facts.filter((row) => row.isCurrent && isCopied(row))
  await sql`delete from page_view_samples s using unnest(${copied.map((row) => row.receivedAt.toISOString())}::timestamptz[],
      ${copied.map((row) => row.debugDataId)}::integer[]) as gone (received_at, debug_data_id)
    where s.shard = ${shard} and s.received_at = gone.received_at and s.debug_data_id = gone.debug_data_id`.execute(trx)
  const { rows: errors } = await sql<GoneError>`delete from errors where debug_data_id = ${ids} and shard = ${shard}
    returning group_key, message_hash::text`.execute(trx)
  await restorePageViews(trx, shard, facts)
  return { facts, errors }
}

interface GoneFacts {
  pageViewId: string
  hasPageViewId: boolean
  isCurrent: boolean
  urlHash: string | null
  userAgentHash: string | null
  fingerprintHash: string | null
  fingerprintKey: string | null
  release: string | null
  receivedAt: Date
  debugDataId: number
  sampleTier: number
  errorCount: number
  reasons: string[]
}

interface GoneError {
  groupKey: string
  messageHash: string
}

/** Removes queued rows from the queue, and subtracts the rolled up ones from the rollups. */
async function takeFromRollups(trx: Database, shard: number, debugDataIds: number[]): Promise<void> {
  const { rows } = await sql<{ debugDataId: number; held: number }>`
    with queued as (
      delete from rollup_queue where debug_data_id = ${anyOf(debugDataIds)} and shard = ${shard}
      returning debug_data_id, sign)
    select f.debug_data_id, ((f.is_current or f.is_report)::int - coalesce(sum(q.sign), 0))::int as held
    from facts f left join queued q on q.debug_data_id = f.debug_data_id
    where f.debug_data_id = ${anyOf(debugDataIds)} and f.shard = ${shard}
    group by f.debug_data_id, f.is_current, f.is_report`.execute(trx)
  const held = rows.filter((row) => row.held > 0).map((row) => row.debugDataId)
  await rollUp(trx, shard, await factsToTakeAway(trx, shard, held), await errorsOfSubmissions(trx, shard, held))
}

async function restorePageViews(trx: Database, shard: number, gone: GoneFacts[]): Promise<void> {
  const pageViewIds = gone.filter((row) => row.hasPageViewId && row.isCurrent).map((row) => row.pageViewId)
  if (pageViewIds.length === 0) return
  await trx
    .deleteFrom('pageViews')
    .where('pageViewId', '=', sql<string>`any(${pageViewIds}::text[])`)
    .where('shard', '=', shard)
    .execute()
  const { rows } = await sql<{ pageViewId: string; debugDataId: number; receivedAt: Date }>`
    with latest as (
      select distinct on (page_view_id) page_view_id, debug_data_id, sequence, received_at from facts
      where page_view_id = any(${pageViewIds}::text[]) and shard = ${shard} and not is_report
      order by page_view_id, coalesce(sequence, 0) desc, debug_data_id desc),
    claimed as (
      insert into page_views (page_view_id, debug_data_id, sequence, received_at, shard)
      select page_view_id, debug_data_id, coalesce(sequence, 0), received_at, ${shard}::smallint from latest)
    update facts f set is_current = true from latest l
    where f.page_view_id = l.page_view_id and f.debug_data_id = l.debug_data_id
      and f.received_at = l.received_at and f.shard = ${shard}
    returning f.page_view_id, f.debug_data_id, f.received_at`.execute(trx)
  await runAll(trx, [
    sampleFacts(
      rows.map((row) => row.debugDataId),
      shard,
    ),
    ...queueForRollup(rows.map((row) => ({ ...row, shard, sign: 1 }))),
  ])
}

/** Deletes groups, texts and fingerprints without references. */
async function sweep(trx: Database, shard: number, gone: GoneFacts[], errors: GoneError[]): Promise<void> {
  const distinct = (values: (string | null)[]) => [...new Set(values)].filter((value) => value !== null).toSorted()
  await sweepGroups(trx, distinct(errors.map((row) => row.groupKey)))
  await sweepReleases(trx, distinct(gone.map((row) => row.release)))
  await sql`delete from texts t where t.shard = ${shard} and (
    (t.kind = 'url' and t.hash = any(${distinct(gone.map((row) => row.urlHash))}::bigint[])
      and not exists (select from facts f where f.url_hash = t.hash and f.shard = ${shard}))
    or (t.kind = 'userAgent' and t.hash = any(${distinct(gone.map((row) => row.userAgentHash))}::bigint[])
      and not exists (select from facts f where f.user_agent_hash = t.hash and f.shard = ${shard}))
    or (t.kind = 'message' and t.hash = any(${distinct(errors.map((row) => row.messageHash))}::bigint[])
      and not exists (select from errors e where e.message_hash = t.hash and e.shard = ${shard})))`.execute(trx)
  await sweepReasons(trx, shard, distinct(gone.flatMap((row) => row.reasons)))
  // facts have no index by key, but the same components have the same hash
  const fingerprints = gone.filter((row) => row.fingerprintHash !== null && row.fingerprintKey !== null)
  await sql`delete from fingerprints p using unnest(${fingerprints.map((row) => row.fingerprintKey)}::bigint[],
      ${fingerprints.map((row) => row.fingerprintHash)}::text[]) as gone (key, hash)
    where p.shard = ${shard} and p.fingerprint_key = gone.key and not exists (
      select from facts f where f.shard = ${shard} and f.fingerprint_hash = gone.hash and f.fingerprint_key = gone.key)`.execute(
    trx,
  )
}
