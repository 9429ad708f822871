import type { Filters } from '@collector/schema'
import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { runAll } from '../storage/pipelined-transaction.ts'
import { errorsOfSubmissions } from '../storage/tables/errors.ts'
import { holdDetails } from '../storage/tables/facts-details.ts'
import { factsToTakeAway, queueForRollup } from '../storage/tables/rollup-queue.ts'
import { leadRollups } from '../storage/tables/rollups.ts'
import type { Conditions } from './conditions.ts'
import type { Place } from './cursor.ts'
import { findByAddress } from './find-by-address.ts'
import { findInSteps, type StepLimits } from './find-in-steps.ts'
import { readConditions } from './read-conditions.ts'
import { addFacts } from './roll-up.ts'

const batchSize = 200

/**
 * Deletes the submissions that match, batch by batch.
 *
 * @returns how many
 * @throws RefusedError for a time that is none
 */
export async function deleteMatching(db: Database, filters: Filters, limits?: StepLimits): Promise<number> {
  const conditions = await readConditions(db, filters)
  const began = new Date()
  let inPass = await deletePass(db, conditions, limits)
  let deleted = inPass
  // where the last of a page view was deleted the one before it counts now, and may match
  while (conditions.vital && inPass > 0) {
    inPass = await deletePass(db, { ...conditions, to: conditions.to ?? began }, limits)
    deleted += inPass
  }
  return deleted
}

/** Once through all, from the newest on. */
async function deletePass(db: Database, conditions: Conditions, limits?: StepLimits): Promise<number> {
  let deleted = 0
  let before: Place | undefined
  while (true) {
    const { found, lookedUntil } = await findInSteps(db, conditions, { before, limit: batchSize }, limits)
    const ids = found.map(({ id }) => id)
    deleted += await deleteRows(db, ids)
    before = lookedUntil ?? found.at(-1) ?? before
    if (found.length < batchSize && !lookedUntil) return deleted
  }
}

/** @returns whether there was one */
export async function deleteSubmission(db: Database, submissionId: string): Promise<boolean> {
  const found = await findByAddress(db, submissionId)
  return found !== undefined && (await deleteRows(db, [found.id])) > 0
}

/** Deletes submissions and everything derived from them, all or none. */
export async function deleteRows(db: Database, debugDataIds: number[]): Promise<number> {
  if (debugDataIds.length === 0) return 0
  const ids = sql`any(${debugDataIds}::integer[])`
  return db.transaction().execute(async (trx) => {
    const { facts, errors } = await removeFacts(trx, debugDataIds)
    await sql`delete from submissions where submission_id in
      (select submission_id from debug_data where id = ${ids})`.execute(trx)
    const { numAffectedRows } = await sql`delete from debug_data where id = ${ids}`.execute(trx)
    await holdDetails(trx)
    await sweep(trx, facts, errors)
    return Number(numAffectedRows ?? 0)
  })
}

/**
 * Removes what was extracted from submissions, in the tables and in the rollups. Where one counted for its page view, the
 * latest that is left counts again.
 */
export async function removeFacts(trx: Database, debugDataIds: number[]) {
  const ids = sql`any(${debugDataIds}::integer[])`
  await leadRollups(trx)
  // whoever stores a submission of one of these page views waits here
  await sql`select from page_views where page_view_id in (select page_view_id from facts where debug_data_id = ${ids})
    order by page_view_id for update`.execute(trx)
  await takeFromRollups(trx, debugDataIds)
  const { rows: facts } = await sql<GoneFacts>`delete from facts where debug_data_id = ${ids}
    returning page_view_id, has_page_view_id, is_current, url_hash::text, user_agent_hash::text,
      fingerprint_hash, fingerprint_key::text`.execute(trx)
  const { rows: errors } = await sql<GoneError>`delete from errors where debug_data_id = ${ids}
    returning group_key, message_hash::text`.execute(trx)
  await restorePageViews(trx, facts)
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
}

interface GoneError {
  groupKey: string
  messageHash: string
}

/** What is queued is forgotten; what the rollups hold of these is taken away. */
async function takeFromRollups(trx: Database, debugDataIds: number[]): Promise<void> {
  const { rows } = await sql<{ debugDataId: number; held: number }>`
    with queued as (
      delete from rollup_queue where debug_data_id = any(${debugDataIds}::integer[]) returning debug_data_id, sign)
    select f.debug_data_id, (f.is_current::int - coalesce(sum(q.sign), 0))::int as held
    from facts f left join queued q on q.debug_data_id = f.debug_data_id
    where f.debug_data_id = any(${debugDataIds}::integer[])
    group by f.debug_data_id, f.is_current`.execute(trx)
  const held = rows.filter((row) => row.held > 0).map((row) => row.debugDataId)
  await addFacts(trx, await factsToTakeAway(trx, held), await errorsOfSubmissions(trx, held))
}

async function restorePageViews(trx: Database, gone: GoneFacts[]): Promise<void> {
  const pageViewIds = gone.filter((row) => row.hasPageViewId && row.isCurrent).map((row) => row.pageViewId)
  if (pageViewIds.length === 0) return
  await sql`delete from page_views where page_view_id = any(${pageViewIds}::text[])`.execute(trx)
  const { rows } = await sql<{ pageViewId: string; debugDataId: number; receivedAt: Date }>`
    with latest as (
      select distinct on (page_view_id) page_view_id, debug_data_id, sequence, received_at from facts
      where page_view_id = any(${pageViewIds}::text[])
      order by page_view_id, coalesce(sequence, 0) desc, debug_data_id desc),
    claimed as (
      insert into page_views (page_view_id, debug_data_id, sequence, received_at)
      select page_view_id, debug_data_id, coalesce(sequence, 0), received_at from latest)
    update facts f set is_current = true from latest l
    where f.page_view_id = l.page_view_id and f.debug_data_id = l.debug_data_id
      and f.received_at = l.received_at
    returning f.page_view_id, f.debug_data_id, f.received_at`.execute(trx)
  await runAll(trx, queueForRollup(rows.map((row) => ({ ...row, sign: 1 }))))
}

/** Groups, texts and fingerprints that nothing refers to any more. */
async function sweep(trx: Database, gone: GoneFacts[], errors: GoneError[]): Promise<void> {
  const distinct = (values: (string | null)[]) => [...new Set(values)].filter((value) => value !== null).toSorted()
  await sql`delete from error_groups g where g.group_key = any(${distinct(errors.map((row) => row.groupKey))}::text[])
    and not exists (select from errors e where e.group_key = g.group_key)`.execute(trx)
  await sql`delete from texts t where
    (t.kind = 'url' and t.hash = any(${distinct(gone.map((row) => row.urlHash))}::bigint[])
      and not exists (select from facts f where f.url_hash = t.hash))
    or (t.kind = 'userAgent' and t.hash = any(${distinct(gone.map((row) => row.userAgentHash))}::bigint[])
      and not exists (select from facts f where f.user_agent_hash = t.hash))
    or (t.kind = 'message' and t.hash = any(${distinct(errors.map((row) => row.messageHash))}::bigint[])
      and not exists (select from errors e where e.message_hash = t.hash))`.execute(trx)
  // facts have no index by key; the same components have the same hash
  const fingerprints = gone.filter((row) => row.fingerprintHash !== null && row.fingerprintKey !== null)
  await sql`delete from fingerprints p using unnest(${fingerprints.map((row) => row.fingerprintKey)}::bigint[],
      ${fingerprints.map((row) => row.fingerprintHash)}::text[]) as gone (key, hash)
    where p.fingerprint_key = gone.key and not exists (
      select from facts f where f.fingerprint_hash = gone.hash and f.fingerprint_key = gone.key)`.execute(trx)
}
