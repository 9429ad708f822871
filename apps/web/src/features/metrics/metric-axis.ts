import { formatNumber } from '../../words/quantity.ts'

/** Formats the axis of a metric: in seconds from one second on, so that numbers stay short. */
export interface MetricAxis {
  /** Title of the axis, with the unit. */
  title: string
  tick: (value: number) => string
}

export function metricAxis(name: string, unit: string, largest: number): MetricAxis {
  if (unit === '') return { title: name, tick: (value) => formatNumber(value, 3) }
  return largest >= 1000
    ? { title: `${name}, s`, tick: (value) => formatNumber(value / 1000, value < 1000 ? 2 : 1) }
    : { title: `${name}, ms`, tick: (value) => formatNumber(value, largest < 10 ? 1 : 0) }
}
