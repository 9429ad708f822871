import type { OverviewAnswer } from '@collector/schema'
import type { ChartConfigurationCustomTypesPerDataset } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { barColors } from '../../ui/chart/hatched.ts'
import { timeAxis, timeLayout, timeTitle } from '../../ui/chart/time-axis.ts'
import type { TimeSeries } from '../../ui/chart/time-buckets.ts'
import { bucketTick } from '../../words/bucket-label.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'

export interface TrafficSeries extends TimeSeries<OverviewAnswer['series'][number]> {
  /** The page views of the compared time, bucket by bucket from its start; empty: not compared. */
  previous: readonly number[]
}

/** Draws page views over time, and below them, on the same time axis, their errors. */
export function trafficConfig(
  { interval, buckets, previous }: TrafficSeries,
  colors: ChartColors,
): ChartConfigurationCustomTypesPerDataset<'bar' | 'line'> {
  const font = { family: colors.fontFamily, size: 12 }
  const ticks = { color: colors.text, font, precision: 0, callback: (value: unknown) => formatNumber(Number(value)) }
  const count = (field: 'pageViews' | 'errors') => buckets.map(({ row }) => row?.[field] ?? 0)
  const scale = (title: string, stackWeight: number, maxTicksLimit: number) => ({
    stack: 'counted',
    stackWeight,
    offset: true,
    beginAtZero: true,
    suggestedMax: 1,
    title: { display: true, text: title, color: colors.text, font },
    ticks: { ...ticks, maxTicksLimit },
    grid: { color: colors.grid },
    border: { display: false },
  })
  return {
    data: {
      labels: buckets.map(({ at }) => bucketTick(at, interval)),
      datasets: [
        ...(previous.length > 0
          ? [
              {
                type: 'line' as const,
                label: 'Compared',
                data: buckets.map((_, index) => previous[index] ?? 0),
                borderColor: colors.text,
                backgroundColor: colors.text,
                borderWidth: 1.5,
                borderDash: [6, 4],
                pointRadius: 0,
                yAxisID: 'y',
              },
            ]
          : []),
        // bars take the whole width of their bucket
        {
          type: 'bar',
          label: 'Errors',
          data: count('errors'),
          backgroundColor: barColors(buckets, colors.poor),
          yAxisID: 'errors',
          grouped: false,
          maxBarThickness: 32,
        },
        {
          type: 'bar',
          label: 'Page views',
          data: count('pageViews'),
          backgroundColor: barColors(buckets, colors.bar),
          yAxisID: 'y',
          grouped: false,
          maxBarThickness: 32,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: timeLayout,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: timeAxis(interval, colors),
        errors: scale('Errors', 1, 3),
        y: scale('Page views', 2, 5),
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: timeTitle(interval, buckets),
            label: ({ dataset, parsed }) => {
              const count = formatCount(parsed.y ?? 0, dataset.yAxisID === 'errors' ? 'error' : 'page view')
              return dataset.type === 'line' ? `${count} in the compared time` : count
            },
          },
        },
      },
    },
  }
}
