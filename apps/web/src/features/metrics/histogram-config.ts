import { metrics } from '@collector/schema/catalogue'
import type { ChartConfiguration } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'
import { formatCount, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import { metricAxis } from './metric-axis.ts'
import type { RatingBar, RatingBars } from './rating-bars.ts'
import { ratingTone, ratingWord } from './rating-words.ts'
import { thresholdLines, thresholdsRoom } from './threshold-lines.ts'

/** Draws a histogram whose bars meet at the ticks of the axis; the thresholds are labelled lines. */
export function histogramConfig(
  { metric: name, bars }: RatingBars,
  colors: ChartColors,
): ChartConfiguration<'bar', { x: number; y: number | null }[]> {
  const metric = metrics[name]
  const font = { family: colors.fontFamily, size: 12 }
  const axis = metricAxis(name.toUpperCase(), metric.unit, bars.at(-1)?.to ?? 0)
  const text = (value: number) => quantityText(metricQuantity(metric, value))
  const colorOf = ({ rating }: RatingBar) => colors[ratingTone[rating] as 'good' | 'fair' | 'poor']
  const edgeOf = (value: number) => bars.findIndex(({ from }) => Math.abs(from - value) < value / 1000)
  return {
    type: 'bar',
    data: {
      datasets: [
        {
          // an empty bar has no minimum length
          data: bars.map(({ count }, index) => ({ x: index + 0.5, y: count || null })),
          backgroundColor: bars.map(colorOf),
          barPercentage: 0.94,
          categoryPercentage: 1,
          minBarLength: 2,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: thresholdsRoom.x },
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          type: 'linear',
          offset: false,
          min: 0,
          max: bars.length,
          title: { display: true, text: axis.title, color: colors.text, font },
          ticks: {
            color: colors.text,
            font,
            stepSize: 1,
            autoSkipPadding: 12,
            maxRotation: 0,
            callback: (value) => axis.tick(bars[Number(value)]?.from ?? bars.at(-1)?.to ?? 0),
          },
          grid: { display: false },
          border: { color: colors.grid },
        },
        y: {
          beginAtZero: true,
          title: { display: true, text: 'Page views', color: colors.text, font },
          ticks: { color: colors.text, font, precision: 0, maxTicksLimit: 6, callback: (v) => formatNumber(Number(v)) },
          grid: { color: colors.grid },
          border: { display: false },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: ([item]) => {
              const bar = bars[item?.dataIndex ?? -1]
              return bar ? `${text(bar.from)} to ${text(bar.to)}` : ''
            },
            label: ({ dataIndex, parsed }) => {
              const rating = bars[dataIndex]?.rating
              return `${formatCount(parsed.y ?? 0, 'page view')}${rating ? `, ${ratingWord[rating].toLowerCase()}` : ''}`
            },
          },
        },
      },
    },
    plugins: [
      thresholdLines(
        'x',
        (['good', 'poor'] as const).flatMap((rating) => {
          const edge = edgeOf(metric[rating])
          const word = rating === 'good' ? 'needs improvement' : 'poor'
          return edge > 0 ? [{ value: edge, text: [`${word} above ${text(metric[rating])}`], color: colors.text }] : []
        }),
        colors,
      ),
    ],
  }
}
