import type { Dimension, Interval, MetricAnswer, OverviewAnswer, ReferrersAnswer } from '@collector/schema'
import type { MetricName } from '@collector/schema/catalogue'
import type { AddressFilters } from '../format/address-filters.ts'
import { requestJson } from './request.ts'
import { queryText } from './submissions.ts'

/** Requests the overview. */
export function getOverview(filters: AddressFilters, signal: AbortSignal): Promise<OverviewAnswer> {
  return requestJson(`/overview${queryText(fromTheStart(filters))}`, { signal })
}

/** Where visitors came from. */
export function getReferrers(filters: AddressFilters, signal: AbortSignal): Promise<ReferrersAnswer> {
  return requestJson(`/referrers${queryText(fromTheStart(filters))}`, { signal })
}

/** How one metric was. */
export function getMetric(
  name: MetricName,
  query: AddressFilters & { interval?: Interval | undefined; breakdown?: Dimension },
  signal: AbortSignal,
): Promise<MetricAnswer> {
  return requestJson(`/metrics/${name}${queryText(query)}`, { signal })
}

/** Where no start is named these questions mean the last day; the dashboard means all. */
function fromTheStart(filters: AddressFilters): AddressFilters {
  return { from: '1970-01-01', ...filters }
}
