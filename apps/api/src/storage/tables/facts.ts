import { type Dimension, dimensionInfo, type MetricName, metrics } from '@collector/schema/catalogue'
import { CompiledQuery } from 'kysely'
import { type CamelCase, camelCase } from '../camel-case.ts'
import { insertRows, orNow } from '../insert-rows.ts'
import { prepared } from '../prepared-statements.ts'
import type { ExtractedError } from './errors.ts'
import { writeDetails } from './facts-details.ts'
import { sampleFacts, sampleReceivedNow, sampleTier } from './page-view-samples.ts'
import type { Decided } from './page-views.ts'
import { queueForRollup } from './rollup-queue.ts'

/** The columns of the dimensions. */
export type DimensionColumns = {
  [Name in Dimension as CamelCase<(typeof dimensionInfo)[Name]['column']>]: string | null
}

/** The columns of the metrics; null where not measured. */
export type MetricColumns = {
  [Name in MetricName as CamelCase<(typeof metrics)[Name]['column']>]: number | null
}

/** One row a submission, from which questions are answered. Metrics count rows with `isCurrent`: one a page view. */
export interface FactsTable extends DimensionColumns, MetricColumns {
  receivedAt: Date
  /** Sum over all resources. */
  transferredBytes: number | null
  urlHash: string | null
  userAgentHash: string | null
  /** Hash of all component values. */
  fingerprintKey: string | null
  debugDataId: number
  sequence: number | null
  /** Occurrences, `count` included. */
  errorCount: number
  resourceCount: number | null
  extractVersion: number
  /** See `sampleTier`. */
  sampleTier: number
  isCurrent: boolean
  submissionId: string
  /** The submission's id where the sender named no page view: it is one of its own. */
  pageViewId: string
  hasPageViewId: boolean
  sessionId: string | null
  visitorId: string | null
  /** The device fingerprint, as it was sent. */
  fingerprintHash: string | null
  url: string | null
  referrer: string | null
  /** With its port if it has one; null too where the referrer is no address. */
  referrerHost: string | null
  title: string | null
  browserVersion: string | null
  osVersion: string | null
}

/** Values that ingest extracts from one submission; `null` where it lacks them. */
export interface ExtractedFacts
  extends Omit<
    FactsTable,
    | 'receivedAt'
    | 'debugDataId'
    | 'submissionId'
    | 'pageViewId'
    | 'hasPageViewId'
    | 'isCurrent'
    | 'extractVersion'
    | 'sampleTier'
  > {
  pageViewId: string | null
  userAgent: string | null
  errors: ExtractedError[]
  /** Component name -> hash of its value. */
  components: Record<string, string>
}

/** A stored submission and what was extracted from it. */
export interface NewFacts {
  debugDataId: number
  submissionId: string
  /** null: now, by the clock of the database. */
  receivedAt: Date | null
  facts: ExtractedFacts
}

type Registered = DimensionColumns & MetricColumns

const registeredColumns = [...Object.values(dimensionInfo), ...Object.values(metrics)].map(({ column }) => column)
const registeredValues = Object.fromEntries(
  registeredColumns.map((column) => {
    // once, not for each row
    const field = camelCase(column)
    return [column, (row: Registered) => row[field]]
  }),
)

const insertFacts = insertRows<Omit<FactsTable, 'receivedAt'> & Pick<NewFacts, 'receivedAt'>>({
  table: 'facts',
  expressions: { received_at: orNow },
  columns: {
    received_at: (row) => row.receivedAt,
    transferred_bytes: (row) => row.transferredBytes,
    url_hash: (row) => row.urlHash,
    user_agent_hash: (row) => row.userAgentHash,
    fingerprint_key: (row) => row.fingerprintKey,
    debug_data_id: (row) => row.debugDataId,
    sequence: (row) => row.sequence,
    error_count: (row) => row.errorCount,
    resource_count: (row) => row.resourceCount,
    extract_version: (row) => row.extractVersion,
    sample_tier: (row) => row.sampleTier,
    is_current: (row) => row.isCurrent,
    submission_id: (row) => row.submissionId,
    page_view_id: (row) => row.pageViewId,
    has_page_view_id: (row) => row.hasPageViewId,
    session_id: (row) => row.sessionId,
    visitor_id: (row) => row.visitorId,
    fingerprint_hash: (row) => row.fingerprintHash,
    url: (row) => row.url,
    referrer: (row) => row.referrer,
    referrer_host: (row) => row.referrerHost,
    title: (row) => row.title,
    ...registeredValues,
    browser_version: (row) => row.browserVersion,
    os_version: (row) => row.osVersion,
  },
})

/** Counts up when extraction changes: older facts can be found and made anew. */
const extractVersion = 4

/** Replaced submissions count no more, and the rollups must subtract them. */
const discount = prepared(`with replaced as (
    update facts f set is_current = false from page_views p
    where p.page_view_id = any(array(select json_array_elements_text($1::text::json)))
      and p.debug_data_id = any($2::integer[])
      and f.page_view_id = p.page_view_id and f.debug_data_id = p.previous_id and f.received_at = p.previous_at
      and f.is_current
    returning f.debug_data_id, f.page_view_id, f.received_at),
  unsampled as (delete from page_view_samples s using replaced r
    where s.received_at = r.received_at and s.debug_data_id = r.debug_data_id)
  insert into rollup_queue (debug_data_id, sign, page_view_id, received_at)
  select debug_data_id, -1, page_view_id, received_at from replaced`)

/** Writes the facts of submissions that were stored in the same transaction, and queues what the rollups must change. */
export function writeFacts(rows: readonly (NewFacts & Decided)[]): CompiledQuery[] {
  const facts = rows.map(factsRow)
  const replacing = rows.filter((row) => row.replaces)
  return [
    ...insertFacts(facts),
    ...queueForRollup(facts.filter((row) => row.isCurrent).map((row) => ({ ...row, sign: 1 }))),
    ...(replacing.length > 0 ? [countNoMore(replacing)] : []),
    ...sample(facts),
    ...writeDetails(rows),
  ]
}

function countNoMore(replacing: readonly NewFacts[]): CompiledQuery {
  const pageViewIds = replacing.map(({ facts }) => facts.pageViewId)
  const ids = replacing.map(({ debugDataId }) => debugDataId)
  return CompiledQuery.raw(discount, [JSON.stringify(pageViewIds), `{${ids}}`])
}

function sample(facts: readonly ReturnType<typeof factsRow>[]): CompiledQuery[] {
  const sampled = facts.filter((row) => row.isCurrent && row.sampleTier > 0)
  const ids = (rows: typeof sampled) => rows.map(({ debugDataId }) => debugDataId)
  const [now, earlier] = [sampled.filter((row) => row.receivedAt === null), sampled.filter((row) => row.receivedAt)]
  return [
    ...(now.length > 0 ? [sampleReceivedNow(ids(now))] : []),
    ...(earlier.length > 0 ? [sampleFacts(ids(earlier))] : []),
  ]
}

function factsRow({ debugDataId, submissionId, receivedAt, isCurrent, facts }: NewFacts & Decided) {
  const pageViewId = facts.pageViewId ?? submissionId
  return {
    ...facts,
    debugDataId,
    submissionId,
    receivedAt,
    isCurrent,
    extractVersion,
    pageViewId,
    sampleTier: sampleTier(pageViewId),
    hasPageViewId: facts.pageViewId !== null,
  }
}
