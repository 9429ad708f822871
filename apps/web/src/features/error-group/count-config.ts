import type { ChartConfiguration } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { barColors } from '../../ui/chart/hatched.ts'
import { timeAxis, timeLayout, timeTitle } from '../../ui/chart/time-axis.ts'
import type { TimeSeries } from '../../ui/chart/time-buckets.ts'
import { bucketTick } from '../../words/bucket-label.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'

/** Counts over time. */
export interface CountSeries extends TimeSeries<{ at: string; count: number }> {
  /** Singular of what is counted, as in "error". */
  noun: string
  /** Title of the axis. */
  title: string
}

/** Draws counts as bars over time. */
export function countConfig(
  { interval, buckets, noun, title }: CountSeries,
  colors: ChartColors,
): ChartConfiguration<'bar'> {
  const font = { family: colors.fontFamily, size: 12 }
  return {
    type: 'bar',
    data: {
      labels: buckets.map(({ at }) => bucketTick(at, interval)),
      datasets: [
        {
          data: buckets.map(({ row }) => row?.count ?? 0),
          backgroundColor: barColors(buckets, colors.poor),
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
        y: {
          beginAtZero: true,
          title: { display: true, text: title, color: colors.text, font },
          ticks: { color: colors.text, font, precision: 0, maxTicksLimit: 5, callback: (v) => formatNumber(Number(v)) },
          grid: { color: colors.grid },
          border: { display: false },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: timeTitle(interval, buckets),
            label: ({ parsed }) => formatCount(parsed.y ?? 0, noun),
          },
        },
      },
    },
  }
}
