import { metrics } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { navigate } from '../../router/navigate.ts'
import { bucketLabel } from '../../words/bucket-label.ts'
import { formatCount, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import { localZone } from '../../words/time.ts'
import { type PercentileSeries, percentileConfig } from './percentile-config.ts'
import '../../ui/chart/chart-canvas.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { timeColumn } from '../../ui/table/time-column.ts'
import { percentile } from './percentile.ts'

type Bucket = PercentileSeries['buckets'][number]

/** Shows the percentiles of a metric over time, with a table. `addressOf` links a bucket to its page views. */
export function percentileChart(data: PercentileSeries, label: string, addressOf: (bucket: Bucket) => string) {
  const { metric, interval, buckets, previous } = data
  const { unit } = metrics[metric]
  const measured = buckets.filter(({ row }) => row?.p75 != null)
  const text = (value: number | null | undefined) => (value == null ? '–' : quantityText(metricQuantity(unit, value)))
  const first = measured[0]
  const last = measured.at(-1)
  const spoken =
    first && last
      ? `p75 was ${text(first.row?.p75)} at ${bucketLabel(first.at, interval)} and ${text(last.row?.p75)} at ${bucketLabel(last.at, interval)}.`
      : ''
  const column = (name: 'p50' | 'p75' | 'p95'): Column<Bucket> => ({
    label: name,
    value: ({ row }) => row?.[name] ?? undefined,
    render: ({ row }) => percentile(metric, row?.[name] ?? null, row?.count ?? 0),
    isNumeric: true,
  })
  const columns: Column<Bucket>[] = [
    timeColumn(interval, addressOf),
    {
      label: 'Samples',
      value: ({ row }) => row?.count ?? 0,
      render: ({ row }) => formatNumber(row?.count ?? 0),
      isNumeric: true,
    },
    column('p50'),
    column('p75'),
    column('p95'),
  ]
  return html`<chart-canvas
      pickable
      .draw=${percentileConfig}
      .data=${data}
      label=${label}
      spoken=${spoken}
      @pick=${({ detail }: CustomEvent<number>) => {
        const bucket = buckets[detail]
        if (bucket?.row) navigate(addressOf(bucket))
      }}
    ></chart-canvas>
    <p class="hint">
      Click a point to see its page views. ${previous.length > 0 ? 'Dashed: the p75 of the previous period.' : nothing}
      Times are those of ${localZone()}.
    </p>
    <details class="behind">
      <summary>As a table of ${formatCount(buckets.length, interval)}</summary>
      <data-table label=${label} .columns=${columns} .rows=${buckets}></data-table>
    </details>`
}
