import { metrics } from '@collector/schema/catalogue'
import { legend } from '../../ui/chart/legend.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { bucketLabel } from '../../words/bucket-label.ts'
import { formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import type { ReleaseStart } from '../charts/release-starts.ts'
import { timeChart } from '../charts/time-chart.ts'
import { percentile } from './percentile.ts'
import { lines, type PercentileSeries, percentileConfig } from './percentile-config.ts'

type Bucket = PercentileSeries['buckets'][number]

/** Shows the percentiles of a metric over time, with a table. `addressOf` links a bucket to its page views. */
export function percentileChart(
  series: PercentileSeries,
  label: string,
  releases: readonly ReleaseStart[] | undefined,
  addressOf: (bucket: Bucket) => string,
) {
  const { metric, interval, buckets, previous } = series
  const measured = buckets.filter(({ row }) => row?.p75 != null)
  const text = (value: number | null | undefined) =>
    value == null ? '–' : quantityText(metricQuantity(metrics[metric], value))
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
  return timeChart({
    label,
    series,
    draw: percentileConfig,
    spoken,
    columns: [
      {
        label: 'Samples',
        value: ({ row }) => row?.count ?? 0,
        render: ({ row }) => formatNumber(row?.count ?? 0),
        isNumeric: true,
      },
      column('p50'),
      column('p75'),
      column('p95'),
    ],
    releases,
    addressOf,
    partly: 'Dotted and hatched',
    legend: legend([
      { name: 'p95', ...lines.p95, isMuted: true },
      { name: 'p75', ...lines.p75 },
      { name: 'p50', ...lines.p50, isMuted: true },
      ...(previous.length > 0 ? [{ name: 'p75 of the compared time', ...lines.compared }] : []),
    ]),
  })
}
