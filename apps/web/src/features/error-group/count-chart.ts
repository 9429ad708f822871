import { html } from 'lit'
import { navigate } from '../../router/navigate.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import { type CountSeries, countConfig } from './count-config.ts'
import '../../ui/chart/chart-canvas.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { timeColumn } from '../../ui/table/time-column.ts'

type Bucket = CountSeries['buckets'][number]

/** Shows counts over time, with a table. `addressOf` links a bucket to what it counts. */
export function countChart(data: CountSeries, label: string, addressOf: (bucket: Bucket) => string) {
  const { interval, buckets, noun, title } = data
  const total = buckets.reduce((sum, { row }) => sum + (row?.count ?? 0), 0)
  const columns: Column<Bucket>[] = [
    timeColumn(interval, addressOf),
    {
      label: title,
      value: ({ row }) => row?.count ?? 0,
      render: ({ row }) => formatNumber(row?.count ?? 0),
      isNumeric: true,
    },
  ]
  return html`<chart-canvas
      class="short"
      pickable
      .draw=${countConfig}
      .data=${data}
      label=${label}
      spoken=${total === 0 ? '' : `${formatCount(total, noun)}.`}
      @pick=${({ detail }: CustomEvent<number>) => {
        const bucket = buckets[detail]
        if (bucket?.row) navigate(addressOf(bucket))
      }}
    ></chart-canvas>
    <details class="behind">
      <summary>As a table</summary>
      <data-table label=${label} .columns=${columns} .rows=${buckets}></data-table>
    </details>`
}
