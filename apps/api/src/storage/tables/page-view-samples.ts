import { dimensionInfo, metrics } from '@collector/schema/catalogue'
import { hash32 } from '../hash32.ts'
import type { DimensionColumns, FactsTable, MetricColumns, PhaseColumns, ReasonColumns } from './facts.ts'
import { phaseColumns, reasonColumns } from './reasons.ts'

/** A narrow copy of the facts of every fourth current page view: questions with very many matches read it. */
export type PageViewSamplesTable = Pick<
  FactsTable,
  | 'receivedAt'
  | 'urlHash'
  | 'userAgentHash'
  | 'debugDataId'
  | 'errorCount'
  | 'sampleTier'
  | 'visitorId'
  | 'userId'
  | 'reference'
  | 'tags'
  | 'fingerprintHash'
  | 'referrerHost'
  | 'isOwn'
  | 'scripts'
> &
  DimensionColumns &
  MetricColumns &
  PhaseColumns &
  ReasonColumns

/** Number of tiers; each has a quarter of the page views of the previous one. */
export const maxSampleTier = 4

/**
 * Returns the tier of a page view; 0 is not in the sample. It depends on the id alone, so that a page view always has
 * the same tier.
 */
export function sampleTier(pageViewId: string): number {
  const hash = hash32(pageViewId)
  const trailingZeros = hash === 0 ? 32 : 31 - Math.clz32(hash & -hash)
  return Math.min(maxSampleTier, trailingZeros >> 1)
}

/** The columns that are copied from facts. */
export const sampleColumns = [
  ...['received_at', 'url_hash', 'user_agent_hash', 'debug_data_id', 'error_count', 'sample_tier'],
  ...['visitor_id', 'user_id', 'reference', 'tags', 'fingerprint_hash', 'referrer_host', 'is_own', 'scripts', 'shard'],
  ...[...Object.values(dimensionInfo), ...Object.values(metrics)].map(({ column }) => column),
  ...reasonColumns,
  ...phaseColumns,
].join(', ')
