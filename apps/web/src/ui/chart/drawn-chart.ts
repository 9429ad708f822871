import type { Chart } from 'chart.js'

/** A labelled vertical line across a chart over time. */
export interface ChartMark {
  /** Place on the time axis, in buckets from its left end. */
  position: number
  label: string
  href: string
}

/** A chart that was drawn; a new object whenever its layout may have changed. */
export interface DrawnChart {
  chart: Chart
}

/** Farther than this, in pixels, a pressed pointer drags and does not click. */
export const dragPx = 5
