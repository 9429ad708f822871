import type { Interval } from '@collector/schema'
import type { TooltipItem } from 'chart.js'
import { bucketLabel, timeAxisTitle } from '../../words/bucket-label.ts'
import type { ChartColors } from './chart-colors.ts'
import { partialWords } from './time-buckets.ts'

/** Room above a chart over time for the labels of its marks. */
export const timeLayout = { padding: { top: 20 } }

/** Returns the time axis, the same for all charts. */
export function timeAxis(interval: Interval, colors: ChartColors) {
  const font = { family: colors.fontFamily, size: 12 }
  return {
    title: { display: true, text: timeAxisTitle(interval), color: colors.text, font },
    ticks: { color: colors.text, font, autoSkipPadding: 16, maxRotation: 0 },
    grid: { display: false },
    border: { color: colors.grid },
  }
}

/** Title of a tooltip: the time of its bucket. */
export function timeTitle(interval: Interval, buckets: readonly { at: Date; isPartial: boolean }[]) {
  return ([item]: Pick<TooltipItem<'bar' | 'line'>, 'dataIndex'>[]) => {
    const bucket = buckets[item?.dataIndex ?? -1]
    if (!bucket) return ''
    return `${bucketLabel(bucket.at, interval)}${bucket.isPartial ? ` (${partialWords})` : ''}`
  }
}
