import type { Chart } from 'chart.js'

/** A time axis: one category per bucket. */
type Timed = Pick<Chart, 'scales' | 'chartArea' | 'data'>

/** Returns the x of the left edge of a bucket; a fraction is a place within it. */
export function bucketEdge({ scales, chartArea, data }: Timed, bucket: number): number {
  const axis = scales['x']
  if (!axis) return chartArea.left
  const count = data.labels?.length ?? 0
  const first = axis.getPixelForValue(0)
  const width = count > 1 ? axis.getPixelForValue(1) - first : chartArea.right - chartArea.left
  return Math.min(chartArea.right, Math.max(chartArea.left, first + (bucket - 0.5) * width))
}

/** Returns the bucket at an x, the nearest one outside the axis. */
export function bucketAt({ scales, data }: Timed, x: number): number {
  const last = (data.labels?.length ?? 1) - 1
  return Math.min(last, Math.max(0, Math.round(scales['x']?.getValueForPixel(x) ?? 0)))
}
