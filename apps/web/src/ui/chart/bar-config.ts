import type { ChartConfiguration } from 'chart.js'
import { formatNumber } from '../../words/quantity.ts'
import { shortLabel } from '../../words/short-label.ts'
import type { ChartColors } from './chart-colors.ts'

/** Bars in descending order, with the unit of their axis. */
export interface Bars {
  unit: string
  /** Title of the axis, with the unit. */
  axis: string
  bars: readonly { label: string; name: string; value: number }[]
}

/** Draws horizontal bars with their names at the left. */
export function barConfig({ axis, unit, bars }: Bars, colors: ChartColors): ChartConfiguration<'bar'> {
  const font = { family: colors.fontFamily, size: 12 }
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        { data: bars.map(({ value }) => value), backgroundColor: colors.bar, borderRadius: 3, maxBarThickness: 18 },
      ],
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      scales: {
        x: {
          beginAtZero: true,
          title: { display: true, text: axis, color: colors.text, font },
          ticks: { color: colors.text, font, maxTicksLimit: 6 },
          grid: { color: colors.grid },
          border: { display: false },
        },
        y: {
          ticks: {
            color: colors.text,
            font,
            autoSkip: false,
            callback(_value, index) {
              return shortLabel(bars[index]?.name ?? '', this.chart.width < 480 ? 18 : 32)
            },
          },
          grid: { display: false },
          border: { color: colors.grid },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: ([item]) => wrapName(bars[item?.dataIndex ?? -1]?.name ?? ''),
            label: (item) => `${formatNumber(item.parsed.x ?? 0, 1)} ${unit}`,
          },
        },
      },
    },
  }
}

/** Wraps a name, because a tooltip does not. */
function wrapName(name: string): string[] {
  return name.slice(0, 240).match(/.{1,60}/gs) ?? []
}
