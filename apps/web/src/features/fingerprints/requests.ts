import type { FingerprintStabilityAnswer, FingerprintsAnswer, FingerprintTimelineAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

/** Requests how the fingerprints of all browsers differ. */
export function getFingerprints(filters: AddressFilters, signal: AbortSignal): Promise<FingerprintsAnswer> {
  return requestJson(`/fingerprints${queryText(filters)}`, { signal })
}

/** Requests how often each component changes. */
export function getStability(signal: AbortSignal): Promise<FingerprintStabilityAnswer> {
  return requestJson('/fingerprints/stability', { signal })
}

/** Requests the fingerprints of one browser over time. */
export function getTimeline(
  browser: { visitorId: string } | { hash: string },
  signal: AbortSignal,
): Promise<FingerprintTimelineAnswer> {
  return requestJson(`/fingerprints/timeline?${new URLSearchParams(browser)}`, { signal })
}
