import { CompiledQuery } from 'kysely'
import { prepared } from '../prepared-statements.ts'
import { insertFacts } from '../tables/facts.ts'
import { isCopied, sampleTier } from '../tables/page-view-samples.ts'
import { queueForRollup } from '../tables/rollup-queue.ts'
import { encodeScripts } from '../tables/script-bytes.ts'
import type { Decided, NewFacts } from './new-submission.ts'
import { sampleFacts, sampleReceivedNow } from './sample-facts.ts'
import { writeDetails } from './write-details.ts'

/** Version of the extraction; raise it on changes, so that older facts can be found and extracted again. */
export const extractVersion = 9

/** The page views p that were replaced, and the facts f that were current before. */
const isReplaced = `p.page_view_id = any(array(select json_array_elements_text($1::text::json)))
      and p.debug_data_id = any($2::integer[]) and p.shard = $3 and f.shard = $3
      and f.page_view_id = p.page_view_id and f.debug_data_id = p.previous_id and f.received_at = p.previous_at
      and f.is_current`

/** Queues replaced submissions for subtraction from the rollups. */
const queueReplaced = prepared(`insert into rollup_queue (debug_data_id, sign, page_view_id, received_at, shard)
  select f.debug_data_id, -1, f.page_view_id, f.received_at, f.shard from facts f join page_views p on ${isReplaced}`)

/** Makes them not current. A statement of its own, so that both go to one node of a cluster. */
const clearCurrent = prepared(`with replaced as (
    update facts f set is_current = false from page_views p where ${isReplaced}
    returning f.debug_data_id, f.received_at),
  unsampled as (delete from page_view_samples s using replaced r
    where s.shard = $3 and s.received_at = r.received_at and s.debug_data_id = r.debug_data_id)
  select debug_data_id from replaced`)

/** Writes the facts of submissions of one shard that were stored in the same transaction, and queues what the rollups must change. */
export function writeFacts(rows: readonly (NewFacts & Decided)[]): CompiledQuery[] {
  const facts = rows.map(factsRow)
  const replacing = rows.filter((row) => row.replaces)
  return [
    ...insertFacts(facts),
    ...queueForRollup(facts.filter((row) => row.isCurrent || row.isReport).map((row) => ({ ...row, sign: 1 }))),
    ...(replacing.length > 0 ? discountReplaced(replacing) : []),
    ...sample(facts),
    ...writeDetails(rows),
  ]
}

function discountReplaced(replacing: readonly NewFacts[]): CompiledQuery[] {
  const pageViewIds = replacing.map(({ facts }) => facts.pageViewId)
  const ids = replacing.map(({ debugDataId }) => debugDataId)
  const parameters = [JSON.stringify(pageViewIds), `{${ids}}`, replacing[0]?.shard]
  return [queueReplaced, clearCurrent].map((text) => CompiledQuery.raw(text, parameters))
}

function sample(facts: readonly ReturnType<typeof factsRow>[]): CompiledQuery[] {
  const sampled = facts.filter((row) => row.isCurrent && isCopied(row))
  const ids = (rows: typeof sampled) => rows.map(({ debugDataId }) => debugDataId)
  const [now, earlier] = [sampled.filter((row) => row.receivedAt === null), sampled.filter((row) => row.receivedAt)]
  const shard = facts[0]?.shard ?? 0
  return [
    ...(now.length > 0 ? [sampleReceivedNow(ids(now), shard)] : []),
    ...(earlier.length > 0 ? [sampleFacts(ids(earlier), shard)] : []),
  ]
}

function factsRow({ debugDataId, submissionId, receivedAt, shard, isCurrent, facts }: NewFacts & Decided) {
  const pageViewId = facts.pageViewId ?? submissionId
  return {
    ...facts,
    debugDataId,
    submissionId,
    receivedAt,
    shard,
    isCurrent: isCurrent && !facts.isReport,
    extractVersion,
    pageViewId,
    scripts: facts.scripts.length > 0 ? `\\x${encodeScripts(facts.scripts).toString('hex')}` : null,
    sampleTier: sampleTier(pageViewId),
    hasPageViewId: facts.pageViewId !== null,
  }
}
