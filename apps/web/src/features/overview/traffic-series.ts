import type { OverviewAnswer } from '@collector/schema'
import { timeSeries, usualInterval } from '../../ui/chart/time-buckets.ts'
import type { TrafficSeries } from './traffic-config.ts'

/** Returns the series of an overview with the page views of another one beside it, bucket by bucket. */
export function trafficSeries(overview: OverviewAnswer, compared: OverviewAnswer | undefined): TrafficSeries {
  const interval = usualInterval(overview)
  const previous = compared ? timeSeries(compared.series, interval, compared).buckets : []
  return {
    ...timeSeries(overview.series, interval, overview),
    previous: previous.map(({ row }) => row?.pageViews ?? 0),
  }
}
