import type { Chart } from 'chart.js'
import type { ChartMark } from '../drawn-chart.ts'
import { bucketEdge } from './time-scale.ts'

/** Width of a letter of a label in pixels, about. */
const letterPx = 7
const longestLabel = 16

/** Returns where the marks of a chart are drawn. A label that would cover the one before it is left out. */
export function placeMarks(chart: Pick<Chart, 'scales' | 'chartArea' | 'data'>, marks: readonly ChartMark[]) {
  let free = chart.chartArea.left
  return marks
    .toSorted((a, b) => a.position - b.position)
    .map(({ position, label, href }) => {
      const x = bucketEdge(chart, position)
      const short = label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label
      const width = short.length * letterPx
      const isEnd = x + width > chart.chartArea.right
      const start = isEnd ? x - width : x
      const isShown = start >= free
      if (isShown) free = start + width + letterPx
      return { x, labelX: isEnd ? x - 3 : x + 3, isEnd, label: isShown ? short : '', name: label, href }
    })
}
