import { html } from 'lit'
import { bucketLabel } from '../../words/bucket-label.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { type TrafficSeries, trafficConfig } from './traffic-config.ts'
import '../../ui/chart/chart-canvas.ts'
import '../../ui/table/data-table.ts'

/** Shows page views and errors over time, with a table. */
export function trafficChart(data: TrafficSeries) {
  const { interval, buckets } = data
  const sum = (field: 'pageViews' | 'errors') => buckets.reduce((all, { row }) => all + (row?.[field] ?? 0), 0)
  const spoken =
    sum('pageViews') === 0
      ? ''
      : `${formatCount(sum('pageViews'), 'page view')}, ${formatCount(sum('errors'), 'error')}`
  return html`<chart-canvas
      .draw=${trafficConfig}
      .data=${data}
      label="How many page views, and how many errors?"
      spoken=${spoken}
    ></chart-canvas>
    <details class="behind">
      <summary>As a table</summary>
      <data-table
        label="Page views and errors over time"
        .columns=${[
          {
            label: 'Time',
            value: ({ at }: TrafficSeries['buckets'][number]) => at.getTime(),
            render: ({ at }: TrafficSeries['buckets'][number]) => bucketLabel(at, interval),
            isWide: true,
          },
          {
            label: 'Page views',
            value: ({ row }: TrafficSeries['buckets'][number]) => row?.pageViews ?? 0,
            render: ({ row }: TrafficSeries['buckets'][number]) => formatNumber(row?.pageViews ?? 0),
            isNumeric: true,
          },
          {
            label: 'Errors',
            value: ({ row }: TrafficSeries['buckets'][number]) => row?.errors ?? 0,
            render: ({ row }: TrafficSeries['buckets'][number]) => formatNumber(row?.errors ?? 0),
            isNumeric: true,
          },
        ]}
        .rows=${buckets}
      ></data-table>
    </details>`
}
