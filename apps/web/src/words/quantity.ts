import type { CountAnswer } from '@collector/schema'
import { type Metric, scaleMetric } from '@collector/schema/catalogue'

/** A formatted number with its unit apart, so that the unit can be dimmed. */
export interface Quantity {
  value: string
  /** Unit; "" for none. */
  unit: string
}

/** Above this, numbers are shown with an exponent. */
const longest = 1e15

export function formatNumber(value: number, maximumFractionDigits = 0): string {
  // the sum of finite numbers can be infinite
  if (!Number.isFinite(value)) return '∞'
  if (Math.abs(value) >= longest) return value.toExponential(2)
  // "-0" is what small negative numbers round to
  return new Intl.NumberFormat('en', { maximumFractionDigits, signDisplay: 'negative' as 'auto' }).format(value)
}

/** Returns "1 field", "2 fields". */
export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${nounFor(count, noun)}`
}

/** Returns the noun of a count, for a number that is formatted apart. */
export function nounFor(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`
}

/** Returns "about 6,000,000 submissions", or "hardly any submissions", if the count is an estimate. */
export function formatAbout({ count, isEstimate }: CountAnswer, noun: string): string {
  if (isEstimate && count === 0) return `hardly any ${noun}s`
  return `${isEstimate ? 'about ' : ''}${formatCount(count, noun)}`
}

export function durationQuantity(ms: number): Quantity {
  return metricQuantity(unrated, ms)
}

const unrated = { unit: 'ms', good: Infinity, poor: Infinity } as const

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

export function byteQuantity(bytes: number): Quantity {
  let value = bytes
  let unit: string = byteUnits[0]
  for (const next of byteUnits.slice(1)) {
    if (Math.abs(value) < 1000) break
    value /= 1000
    unit = next
  }
  return { value: formatNumber(value, Math.abs(value) < 10 && unit !== 'B' ? 1 : 0), unit }
}

/** Formats a web vital in its own unit. */
export function metricQuantity(metric: Pick<Metric, 'unit' | 'good' | 'poor'>, value: number): Quantity {
  const { amount, unit, decimals } = scaleMetric(metric, value)
  return { value: formatNumber(amount, decimals), unit }
}

/** Joins number and unit by a no-break space. */
export function quantityText({ value, unit }: Quantity): string {
  return unit ? `${value}\u00a0${unit}` : value
}
