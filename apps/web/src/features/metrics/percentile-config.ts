import type { MetricAnswer, Rating } from '@collector/schema'
import { type MetricName, metrics } from '@collector/schema/catalogue'
import type { ChartConfigurationCustomTypesPerDataset, ScriptableContext } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { barColors } from '../../ui/chart/hatched.ts'
import { timeAxis, timeLayout, timeTitle } from '../../ui/chart/time-axis.ts'
import type { TimeSeries } from '../../ui/chart/time-buckets.ts'
import { bucketTick } from '../../words/bucket-label.ts'
import { formatCount, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import { metricAxis } from './metric-axis.ts'
import { thresholdLines, thresholdsRoom } from './threshold-lines.ts'

export type PercentileRow = MetricAnswer['series'][number]

/** A metric over time. */
export interface PercentileSeries extends TimeSeries<PercentileRow> {
  metric: MetricName
  /** The p75 of the previous period, bucket by bucket from its start; empty: not compared. */
  previous: readonly (number | null)[]
}

/** How the lines look: their width, and their dashes and gaps, in pixels. */
export const lines = {
  p95: { width: 1.5, dash: [2, 3] },
  p75: { width: 3 },
  p50: { width: 1.5 },
  compared: { width: 1.5, dash: [6, 4] },
}

const thresholdSigns: Record<Exclude<Rating, 'needs-improvement'>, string> = { good: '≤', poor: '>' }

/** Draws percentiles as lines, and below them, on the same time axis, the number of samples. */
export function percentileConfig(
  { metric: name, interval, buckets, previous }: PercentileSeries,
  colors: ChartColors,
): ChartConfigurationCustomTypesPerDataset<'line' | 'bar', (number | null)[]> {
  const metric = metrics[name]
  const font = { family: colors.fontFamily, size: 12 }
  const values = (percentile: 'p50' | 'p75' | 'p95') => buckets.map(({ row }) => row?.[percentile] ?? null)
  const counts = buckets.map(({ row }) => row?.count ?? 0)
  const p75 = values('p75')
  const largest = Math.max(metric.good, ...values('p95').map(Number))
  const axis = metricAxis(name.toUpperCase(), metric.unit, largest)
  const text = (value: number) => quantityText(metricQuantity(metric, value))
  const line = (
    label: string,
    data: (number | null)[],
    color: string,
    { width, dash = [] }: { width: number; dash?: number[] },
  ) => ({
    type: 'line' as const,
    label,
    data,
    borderColor: color,
    backgroundColor: color,
    borderWidth: width,
    borderDash: dash,
    pointRadius: pointRadius(data),
    pointHoverRadius: 4,
    yAxisID: 'y',
    // up to a bucket that is not complete, and from one that is cut off
    segment: {
      borderDash: ({ p0DataIndex, p1DataIndex }: { p0DataIndex: number; p1DataIndex: number }) =>
        buckets[p0DataIndex]?.isPartial || buckets[p1DataIndex]?.isPartial ? [1, 3] : undefined,
    },
  })
  const ticks = { color: colors.text, font }
  return {
    data: {
      labels: buckets.map(({ at }) => bucketTick(at, interval)),
      datasets: [
        line('p95', values('p95'), colors.text, lines.p95),
        line('p75', p75, colors.bar, lines.p75),
        line('p50', values('p50'), colors.text, lines.p50),
        ...(previous.length > 0
          ? [
              line(
                'p75 before',
                buckets.map((_, index) => previous[index] ?? null),
                colors.bar,
                lines.compared,
              ),
            ]
          : []),
        {
          type: 'bar' as const,
          label: 'Samples',
          data: counts,
          backgroundColor: barColors(buckets, colors.text),
          yAxisID: 'samples',
          maxBarThickness: 24,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { ...timeLayout.padding, ...thresholdsRoom.y } },
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: timeAxis(interval, colors),
        samples: {
          stack: 'measured',
          stackWeight: 1,
          offset: true,
          beginAtZero: true,
          title: { display: true, text: 'Samples', color: colors.text, font },
          ticks: { ...ticks, maxTicksLimit: 3, precision: 0, callback: (value) => formatNumber(Number(value)) },
          grid: { display: false },
          border: { display: false },
        },
        y: {
          stack: 'measured',
          stackWeight: 3,
          beginAtZero: true,
          suggestedMax: metric.good * 1.15,
          title: { display: true, text: axis.title, color: colors.text, font },
          ticks: { ...ticks, maxTicksLimit: 7, callback: (value) => axis.tick(Number(value)) },
          grid: { color: colors.grid },
          border: { display: false },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: timeTitle(interval, buckets),
            label: ({ dataset, parsed }) =>
              dataset.type === 'bar' ? formatCount(parsed.y ?? 0, 'sample') : `${dataset.label} ${text(parsed.y ?? 0)}`,
          },
        },
      },
    },
    plugins: [
      thresholdLines(
        'y',
        (['good', 'poor'] as const).map((rating) => ({
          value: metric[rating],
          text: [rating, `${thresholdSigns[rating]} ${text(metric[rating])}`],
          color: colors[rating],
        })),
        colors,
      ),
    ],
  }
}

/** Draws points where a bucket has no neighbours, or where buckets are few. */
function pointRadius(data: readonly (number | null)[]) {
  const isSparse = data.length <= 40
  return ({ dataIndex }: ScriptableContext<'line'>) =>
    isSparse || (data[dataIndex - 1] === null && data[dataIndex + 1] === null) ? 2.5 : 0
}
