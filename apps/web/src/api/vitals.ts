import type { MetricAnswer, OverviewAnswer } from '@collector/schema'
import type { AddressFilters } from '../format/address-filters.ts'
import { periodBefore } from '../format/period-before.ts'
import type { VitalsChoice } from '../vitals/vitals-choice.ts'
import { getMetric, getOverview } from './analysis.ts'

export interface VitalsAnswers {
  overview: OverviewAnswer
  current: MetricAnswer
  /** Absent where the time has no start: nothing was before. */
  previous: MetricAnswer | undefined
}

/** All vitals at a glance, and the chosen one whole, compared with the previous period. */
export async function getVitals(
  { metric, breakdown, interval }: VitalsChoice,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<VitalsAnswers> {
  const query = { ...filters, interval, breakdown }
  const now = new Date().toISOString()
  const before = filters.from ? periodBefore(filters.from, filters.to ?? now) : undefined
  const [overview, current, previous] = await Promise.all([
    getOverview(filters, signal),
    getMetric(metric, query, signal),
    before && getMetric(metric, { ...query, ...before }, signal),
  ])
  return { overview, current, previous }
}
