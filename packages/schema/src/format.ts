import { type MetricName, metrics } from './metrics/index.ts'

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
  if (metrics[metric].unit === '') return number(3).format(value)
  return value >= 1000 ? `${number(2).format(value / 1000)} s` : `${number(0).format(value)} ms`
}
