import type { Chart } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'

const textPx = 12

/** The part of a chart that is drawn on, the same for charts of all types. */
type Drawn = Pick<Chart, 'ctx' | 'chartArea' | 'scales'>

/** A labelled line across the chart at a value of one axis. */
export interface ThresholdLine {
  value: number
  text: string
  color: string
}

/** Draws lines at a metric's thresholds, unless they are outside the shown range. */
export function thresholdLines(
  axisId: 'x' | 'y',
  lines: readonly ThresholdLine[],
  { fontFamily, background }: Pick<ChartColors, 'fontFamily' | 'background'>,
): { id: string; afterDatasetsDraw(chart: Drawn): void } {
  return {
    id: 'threshold-lines',
    afterDatasetsDraw(chart) {
      const axis = chart.scales[axisId]
      if (!axis) return
      const { ctx, chartArea } = chart
      const shown = lines.filter(({ value }) => value >= axis.min && value <= axis.max)
      ctx.save()
      ctx.font = `${textPx}px ${fontFamily}`
      ctx.textBaseline = 'middle'
      // labels of vertical lines are staggered, so that they do not overlap
      for (const [index, { value, text, color }] of shown.entries()) {
        const at = axis.getPixelForValue(value)
        const width = ctx.measureText(text).width
        const isAcross = axisId === 'y'
        const left = isAcross ? chartArea.left + 8 : Math.min(at + 6, chartArea.right - width - 4)
        const top = isAcross ? at - textPx : chartArea.top + 8 + index * (textPx + 6)
        ctx.strokeStyle = color
        ctx.setLineDash([5, 4])
        ctx.beginPath()
        ctx.moveTo(isAcross ? chartArea.left : at, isAcross ? at : chartArea.top)
        ctx.lineTo(isAcross ? chartArea.right : at, isAcross ? at : chartArea.bottom)
        ctx.stroke()
        ctx.globalAlpha = 0.75
        ctx.fillStyle = background
        ctx.fillRect(left - 3, top - textPx / 2 - 2, width + 6, textPx + 4)
        ctx.globalAlpha = 1
        ctx.fillStyle = color
        ctx.fillText(text, left, top)
      }
      ctx.restore()
    },
  }
}
