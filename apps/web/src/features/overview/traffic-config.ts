import type { OverviewAnswer } from '@collector/schema'
import type { ChartConfiguration } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { timeAxis, timeTitle } from '../../ui/chart/time-axis.ts'
import type { TimeSeries } from '../../ui/chart/time-buckets.ts'
import { bucketTick } from '../../words/bucket-label.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'

export type TrafficSeries = TimeSeries<OverviewAnswer['series'][number]>

/** Draws page views over time, and below them, on the same time axis, their errors. */
export function trafficConfig({ interval, buckets }: TrafficSeries, colors: ChartColors): ChartConfiguration<'bar'> {
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
    type: 'bar',
    data: {
      labels: buckets.map(({ at }) => bucketTick(at, interval)),
      datasets: [
        // bars take the whole width of their bucket
        {
          label: 'Errors',
          data: count('errors'),
          backgroundColor: colors.poor,
          yAxisID: 'errors',
          grouped: false,
          maxBarThickness: 32,
        },
        {
          label: 'Page views',
          data: count('pageViews'),
          backgroundColor: colors.bar,
          yAxisID: 'y',
          grouped: false,
          maxBarThickness: 32,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
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
            label: ({ dataset, parsed }) =>
              formatCount(parsed.y ?? 0, dataset.yAxisID === 'errors' ? 'error' : 'page view'),
          },
        },
      },
    },
  }
}
