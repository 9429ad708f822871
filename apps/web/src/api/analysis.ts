import type { Dimension, Interval, MetricAnswer, OverviewAnswer } from '@collector/schema'
import type { MetricName } from '@collector/schema/catalogue'
import type { AddressFilters } from '../format/address-filters.ts'
import { requestJson } from './request.ts'
import { queryText } from './submissions.ts'

/** What the first screen shows. */
export function getOverview(filters: AddressFilters, signal: AbortSignal): Promise<OverviewAnswer> {
  // where no start is named the API means the last day; the dashboard means all
  return requestJson(`/overview${queryText({ from: '1970-01-01', ...filters })}`, { signal })
}

/** How one metric was. */
export function getMetric(
  name: MetricName,
  query: AddressFilters & { interval?: Interval | undefined; breakdown?: Dimension },
  signal: AbortSignal,
): Promise<MetricAnswer> {
  return requestJson(`/metrics/${name}${queryText(query)}`, { signal })
}
