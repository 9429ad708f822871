import { type Dimension, dimensionInfo, type MetricName, metrics } from '@collector/schema/catalogue'
import { type CamelCase, camelCase } from '../camel-case.ts'
import { insertRows, orNow } from '../insert-rows.ts'
import { phaseColumns, reasonColumns } from './reasons.ts'
import type { Sharded } from './sharded-tables.ts'

/** The columns of the dimensions. */
export type DimensionColumns = {
  [Name in Dimension as CamelCase<(typeof dimensionInfo)[Name]['column']>]: string | null
}

/** The columns of the metrics; null where not measured. */
export type MetricColumns = {
  [Name in MetricName as CamelCase<(typeof metrics)[Name]['column']>]: number | null
}

/** The columns of the phases of metrics, ms; null where unknown. */
export type PhaseColumns = {
  [Name in MetricName as CamelCase<(typeof metrics)[Name]['phases'][number]['column']>]: number | null
}

/** The columns that refer to reasons; null where unknown. */
export type ReasonColumns = {
  [Name in MetricName as CamelCase<NonNullable<(typeof metrics)[Name]['element']>['column']>]: string | null
}

/** One row a submission, from which questions are answered. Metrics count rows with `isCurrent`: one a page view. */
export interface FactsTable extends DimensionColumns, MetricColumns, PhaseColumns, ReasonColumns {
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
  /** Occurrences that are noise. */
  noiseCount: number
  resourceCount: number | null
  extractVersion: number
  /** See `sampleTier`. */
  sampleTier: number
  isCurrent: boolean
  /** True for a visit of our own pages. */
  isOwn: boolean
  /** A browser's own report: its errors count, and it is no page view. */
  isReport: boolean
  submissionId: string
  /** The submission's own id if the sender named no page view. */
  pageViewId: string
  hasPageViewId: boolean
  sessionId: string | null
  visitorId: string | null
  /** The site's own id of the user. */
  userId: string | null
  /** The case of the support that it belongs to. */
  reference: string | null
  /** Beginning of a message of the visitor about a problem. */
  feedback: string | null
  /** Lines of `name:value`, with a line break before and after each. */
  tags: string | null
  /** The device fingerprint, as it was sent. */
  fingerprintHash: string | null
  url: string | null
  referrer: string | null
  /** With its port if it has one; null too where the referrer is no address. */
  referrerHost: string | null
  title: string | null
  /** `encodeScripts` of its scripts as hexadecimal text; null where it has none. */
  scripts: string | null
  browserVersion: string | null
  osVersion: string | null
}

type Registered = DimensionColumns & MetricColumns & PhaseColumns & ReasonColumns

const registeredColumns = [
  ...[...Object.values(dimensionInfo), ...Object.values(metrics)].map(({ column }) => column),
  ...reasonColumns,
  ...phaseColumns,
]
const registeredValues = Object.fromEntries(
  registeredColumns.map((column) => {
    // computed once, not for each row
    const field = camelCase(column)
    return [column, (row: Registered) => row[field]]
  }),
)

export const insertFacts = insertRows<Sharded<Omit<FactsTable, 'receivedAt'> & { receivedAt: Date | null }>>({
  table: 'facts',
  shard: (row) => row.shard,
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
    noise_count: (row) => row.noiseCount,
    resource_count: (row) => row.resourceCount,
    extract_version: (row) => row.extractVersion,
    sample_tier: (row) => row.sampleTier,
    is_current: (row) => row.isCurrent,
    is_report: (row) => row.isReport,
    submission_id: (row) => row.submissionId,
    page_view_id: (row) => row.pageViewId,
    has_page_view_id: (row) => row.hasPageViewId,
    session_id: (row) => row.sessionId,
    visitor_id: (row) => row.visitorId,
    user_id: (row) => row.userId,
    reference: (row) => row.reference,
    feedback: (row) => row.feedback,
    tags: (row) => row.tags,
    fingerprint_hash: (row) => row.fingerprintHash,
    url: (row) => row.url,
    referrer: (row) => row.referrer,
    referrer_host: (row) => row.referrerHost,
    title: (row) => row.title,
    scripts: (row) => row.scripts,
    ...registeredValues,
    browser_version: (row) => row.browserVersion,
    os_version: (row) => row.osVersion,
    is_own: (row) => row.isOwn,
  },
})
