import type { Chart } from 'chart.js'
import type { ChartColors } from '../../ui/chart/chart-colors.ts'

const textPx = 12
const rowPx = textPx + 4

/** The part of a chart that is drawn on, the same for charts of all types. */
type Drawn = Pick<Chart, 'ctx' | 'chartArea' | 'scales'>

/** A labelled line across the chart at a value of one axis. */
export interface ThresholdLine {
  value: number
  /** Rows of the label. */
  text: readonly string[]
  color: string
}

/** Room for the labels in pixels: right of a chart whose values go up, above one whose values go right. */
export const thresholdsRoom = { y: { right: 64 }, x: { top: 2 * rowPx + 4 } }

/** Draws lines at a metric's thresholds, unless they are outside the shown range. Labels are outside the plot. */
export function thresholdLines(
  axisId: 'x' | 'y',
  lines: readonly ThresholdLine[],
  { fontFamily }: Pick<ChartColors, 'fontFamily'>,
): { id: string; afterDatasetsDraw(chart: Drawn): void } {
  return {
    id: 'threshold-lines',
    afterDatasetsDraw(chart) {
      const axis = chart.scales[axisId]
      if (!axis) return
      const { ctx, chartArea } = chart
      const shown = lines.filter(({ value }) => value >= axis.min && value <= axis.max)
      // from the lowest value up
      let lowest = chartArea.bottom
      ctx.save()
      ctx.font = `${textPx}px ${fontFamily}`
      ctx.textBaseline = 'middle'
      ctx.setLineDash([5, 4])
      for (const [index, { value, text, color }] of shown.entries()) {
        const at = axis.getPixelForValue(value)
        ctx.strokeStyle = color
        ctx.fillStyle = color
        ctx.beginPath()
        if (axisId === 'y') {
          ctx.moveTo(chartArea.left, at)
          ctx.lineTo(chartArea.right, at)
          const height = text.length * rowPx
          const bottom = Math.min(at + height / 2, lowest)
          lowest = bottom - height
          for (const [row, words] of text.entries()) {
            ctx.fillText(words, chartArea.right + 6, lowest + (row + 0.5) * rowPx)
          }
        } else {
          // staggered, so that the labels do not overlap
          const top = chartArea.top - (shown.length - index) * rowPx
          const words = text.join(' ')
          const fits = at + 6 + ctx.measureText(words).width < chartArea.right
          ctx.moveTo(at, fits ? top : chartArea.top)
          ctx.lineTo(at, chartArea.bottom)
          ctx.fillText(words, fits ? at + 4 : chartArea.right - ctx.measureText(words).width, top + rowPx / 2)
        }
        ctx.stroke()
      }
      ctx.restore()
    },
  }
}
