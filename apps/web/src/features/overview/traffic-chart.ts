import { formatCount, formatNumber } from '../../words/quantity.ts'
import type { ReleaseStart } from '../charts/release-starts.ts'
import { timeChart } from '../charts/time-chart.ts'
import { type TrafficSeries, trafficConfig } from './traffic-config.ts'

type Bucket = TrafficSeries['buckets'][number]

/** Shows page views and errors over time, with a table. */
export function trafficChart(series: TrafficSeries, releases: readonly ReleaseStart[] | undefined) {
  const sum = (field: 'pageViews' | 'errors') => series.buckets.reduce((all, { row }) => all + (row?.[field] ?? 0), 0)
  const column = (label: string, value: (bucket: Bucket) => number) => {
    return { label, value, render: (bucket: Bucket) => formatNumber(value(bucket)), isNumeric: true }
  }
  const before = new Map(series.buckets.map((bucket, index) => [bucket, series.previous[index] ?? 0]))
  return timeChart({
    label: 'How many page views, and how many errors?',
    series,
    draw: trafficConfig,
    spoken:
      sum('pageViews') === 0
        ? ''
        : `${formatCount(sum('pageViews'), 'page view')}, ${formatCount(sum('errors'), 'error')}.`,
    columns: [
      column('Page views', ({ row }) => row?.pageViews ?? 0),
      column('Errors', ({ row }) => row?.errors ?? 0),
      ...(series.previous.length > 0 ? [column('Page views compared', (bucket) => before.get(bucket) ?? 0)] : []),
    ],
    releases,
    partly: 'Hatched',
    ...(series.previous.length > 0 ? { hint: 'Line: page views of the compared time.' } : {}),
  })
}
