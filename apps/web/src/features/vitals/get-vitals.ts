import type { Dimension, Interval, MetricAnswer, OverviewAnswer, ReasonsAnswer } from '@collector/schema'
import type { MetricName } from '@collector/schema/catalogue'
import { type AddressFilters, inZone } from '../../address/address-filters.ts'
import { getReasons } from '../../api/get-reasons.ts'
import { getOverview } from '../../api/overview.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import { comparedPeriod } from '../charts/compared-period.ts'
import type { VitalsChoice } from './vitals-choice.ts'

export interface VitalsAnswers {
  overview: OverviewAnswer
  current: MetricAnswer
  /** The dimension that the answer is broken down by: a moment ago another one may have been chosen. */
  brokenDownBy: Dimension
  /** Answer for the compared time, if there is one. */
  previous: MetricAnswer | undefined
  reasons: ReasonsAnswer
}

/** Requests all vitals at a glance, and the chosen one in detail with the compared time. */
export async function getVitals(
  { metric, breakdown, interval, comparison }: VitalsChoice,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<VitalsAnswers> {
  const query = inZone({ ...filters, interval, breakdown })
  const before = comparedPeriod(comparison, filters)
  const [overview, current, previous, reasons] = await Promise.all([
    getOverview(inZone(filters), signal),
    getMetric(metric, query, signal),
    before && getMetric(metric, { ...query, ...before }, signal),
    getReasons(metric, filters, signal),
  ])
  return { overview, current, brokenDownBy: breakdown, previous, reasons }
}

function getMetric(
  name: MetricName,
  query: AddressFilters & { interval?: Interval | undefined; breakdown?: Dimension },
  signal: AbortSignal,
): Promise<MetricAnswer> {
  return requestJson(`/metrics/${name}${queryText(query)}`, { signal })
}
