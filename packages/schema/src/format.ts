import { type MetricName, metrics } from './metrics/index.ts'
import type { Metric } from './metrics/metric.ts'

const number = (maximumFractionDigits: number) => new Intl.NumberFormat('en', { maximumFractionDigits })

/** Returns "1 page view" or "1,200 page views". */
export function formatCount(count: number, noun: string): string {
  return `${number(0).format(count)} ${count === 1 ? noun : `${noun}s`}`
}

/** Returns "12.5 %". */
export function formatShare(share: number): string {
  return `${number(1).format(share * 100)} %`
}

/** Returns "4.3 s", "180 ms" or "0.25". */
export function formatMetric(metric: MetricName, value: number): string {
  const { amount, unit, decimals } = scaleMetric(metrics[metric], value)
  return `${number(decimals).format(amount)} ${unit}`.trimEnd()
}

/**
 * Converts a value of a metric to the unit in which it is shown. It has so many decimals that it does not look like a threshold
 * that it exceeds: 2503 ms is 2.503 s, because 2.5 s is good.
 */
export function scaleMetric({ unit, good, poor }: Pick<Metric, 'unit' | 'good' | 'poor'>, value: number) {
  const size = Math.abs(value)
  const isLong = unit && size >= 1000
  const divisor = isLong ? 1000 : 1
  const rounded = (one: number) => (one / divisor).toFixed(decimals)
  const exceeded = value > poor ? poor : good
  let decimals = isLong ? 2 : unit ? Number(size < 10) : 3
  while (value > exceeded && decimals < mostDecimals && rounded(value) === rounded(exceeded)) decimals++
  return { amount: value / divisor, unit: isLong ? 's' : unit, decimals }
}

const mostDecimals = 6
